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

Describe 'Remove-SshAgentKey' -Skip:(-not (Get-Command ssh-agent -ErrorAction Ignore)) {
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

    It 'forgets nothing with -WhatIf' {
        Add-SshAgentKey k
        Remove-SshAgentKey -All -WhatIf
        Remove-SshAgentKey -Name k -Force -WhatIf
        Get-SshAgentKey | Should -HaveCount 1
    }

    It 'forgets one, by name and from the pipeline, and all' {
        New-SshKeyPair a, b, c | Add-SshAgentKey
        Remove-SshAgentKey -Name a -Force
        Get-SshAgentKey | Where-Object Comment -EQ 'in the agent' | Remove-SshAgentKey -Force
        Get-SshAgentKey | Should -HaveCount 2
        Remove-SshAgentKey -All -Force
        Get-SshAgentKey | Should -BeNullOrEmpty
    }

    It 'forgets a key and its certificate when both come from the pipeline' {
        $null = New-SshCertificate k -AuthorityPath $key.Path -Principal ann
        Add-SshAgentKey k
        Get-SshAgentKey | Should -HaveCount 2
        Get-SshAgentKey | Remove-SshAgentKey -Force -ErrorAction Stop
        Get-SshAgentKey | Should -BeNullOrEmpty
    }

    It 'says what it does not hold' {
        { Remove-SshAgentKey 'SHA256:none' -Force -ErrorAction Stop } | Should -Throw -ErrorId 'AgentKeyNotFound,*'
    }
}
