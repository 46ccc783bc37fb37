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

Describe 'Add-SshAgentKey' -Skip:(-not (Get-Command ssh-agent -ErrorAction Ignore)) {
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

    It 'gives keys of every kind, with a passphrase too, to the agent' {
        (Add-SshAgentKey k -PassThru).Fingerprint | Should -Be $key.Fingerprint
        $words = ConvertTo-SuiteSecret 'words'
        foreach ($type in 'Ecdsa256', 'Ecdsa521', 'Rsa2048') { New-SshKeyPair $type -KeyType $type -Passphrase $words -Round 2 | Add-SshAgentKey -Passphrase $words }
        $listed = ssh-add -l
        foreach ($name in 'k', 'Ecdsa256', 'Ecdsa521', 'Rsa2048') { $listed -match [regex]::Escape((Get-SshKey $name).Fingerprint) | Should -HaveCount 1 }
        (Get-SecurityAudit -Action ssh_agent_key_added) | Should -HaveCount 4
    }

    It 'gives the certificate beside the key with it' {
        $null = New-SshKeyPair ca
        $null = New-SshCertificate k -AuthorityName ca -Principal ann
        (Add-SshAgentKey k -PassThru).IsCertificate | Should -Be $false, $true
    }

    It 'gives a key that was rotated without the certificate of the one before' {
        $old = New-SshKeyPair rotated
        $certificate = New-SshCertificate rotated -AuthorityPath $old.Path -Principal ann
        $new = Update-SshKeyPair rotated
        (Add-SshAgentKey rotated -PassThru -WarningVariable warned -WarningAction SilentlyContinue).Fingerprint | Should -Be $new.Fingerprint
        $warned | Should -BeLike '*left out*'
        { Add-SshAgentKey rotated -CertificatePath $certificate.Path -ErrorAction Stop } | Should -Throw -ErrorId 'SshCertificateKeyMismatch,*'
    }

    It 'has the agent forget after a time' {
        New-SshKeyPair short | Add-SshAgentKey -ExpiresIn 1s
        Start-Sleep -Seconds 3
        (Get-SshAgentKey).Fingerprint | Should -Not -Contain (Get-SshKey short).Fingerprint
    }

    It 'gives nothing with -WhatIf' {
        New-SshKeyPair never | Add-SshAgentKey -WhatIf
        (Get-SshAgentKey).Fingerprint | Should -Not -Contain (Get-SshKey never).Fingerprint
    }

    It 'says what is wrong' {
        { Add-SshAgentKey none -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyNotFound,*'
        { Add-SshAgentKey k -Agent (Join-Path $folder nobody) -ErrorAction Stop } | Should -Throw -ErrorId 'SshAgentUnavailable,*'
    }
}
