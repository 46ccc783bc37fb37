BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Get-SshAgentKey' -Skip:(-not (Get-Command ssh-agent -ErrorAction Ignore)) {
    BeforeAll {
        $script:socket = Join-Path $folder agent.sock
        $script:agent = Start-SuiteAgent $socket
        $env:SSH_AUTH_SOCK = $socket
        $script:key = New-SshKeyPair k -Comment 'in the agent'
    }

    AfterAll {
        Stop-Process $agent -ErrorAction Ignore
        $env:SSH_AUTH_SOCK = $null
    }

    It 'lists what ssh-add gave' {
        Get-SshAgentKey | Should -BeNullOrEmpty
        ssh-add -q $key.Path 2>$null
        $held = Get-SshAgentKey
        $held.Fingerprint, $held.Comment, $held.IsCertificate | Should -Be $key.Fingerprint, 'in the agent', $false
        $held.PublicKey | Should -Be (Get-Content $key.PublicKeyPath)
    }

    It 'says when no agent answers' {
        { Get-SshAgentKey -Agent (Join-Path $folder nobody) -ErrorAction Stop } | Should -Throw -ErrorId 'SshAgentUnavailable,*'
        $env:SSH_AUTH_SOCK = $null
        if (-not $IsWindows) { { Get-SshAgentKey -ErrorAction Stop } | Should -Throw -ErrorId 'SshAgentUnavailable,*' }
        $env:SSH_AUTH_SOCK = $socket
    }
}
