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

Describe 'New-SshCertificate' {
    BeforeAll {
        $script:ca = New-SshKeyPair ca
        $script:user = New-SshKeyPair user -Comment ann
    }

    It 'signs a user certificate that ssh-keygen reads' {
        $made = New-SshCertificate user -AuthorityName ca -Principal ann, deploy -KeyId 'ann@example' -Serial 7 -ExpiresIn 8h -SourceAddress 10.0.0.0/8 -ForceCommand 'uptime'
        $made.Path | Should -Be "$($user.Path)-cert.pub"
        $made.KeyId, $made.Serial, $made.Type | Should -Be 'ann@example', 7, User
        $made.Principal | Should -Be ann, deploy
        if (Get-Command ssh-keygen -ErrorAction Ignore) {
            $text = ssh-keygen -L -f $made.Path | Out-String
            $text | Should -Match 'Key ID: "ann@example"'
            $text | Should -Match 'force-command uptime'
            $text | Should -Match ([regex]::Escape($ca.Fingerprint))
        }
        (Get-SecurityAudit -Action ssh_certificate_signed).Resource | Should -Be 'ann@example'
    }

    It 'signs a host certificate, with files alone' {
        $authority = New-SshKeyPair -Path (Join-Path $folder hostca)
        $hostKey = New-SshKeyPair -Path (Join-Path $folder hostkey)
        $made = New-SshCertificate -Path $hostKey.PublicKeyPath -AuthorityPath $authority.Path -Type Host -Principal server.example -ExpiresIn 52w
        $made.Type, $made.Path | Should -Be Host, "$($hostKey.Path)-cert.pub"
        $made.Extension.Count | Should -Be 0
    }

    It 'overwrites with -Force only, and writes nothing with -WhatIf' {
        { New-SshCertificate user -AuthorityName ca -Principal ann -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyFileExists,*'
        (New-SshCertificate user -AuthorityName ca -Principal bob -Force).Principal | Should -Be bob
        New-SshCertificate ca -AuthorityName ca -Principal x -WhatIf
        "$($ca.Path)-cert.pub" | Should -Not -Exist
    }

    It 'takes an extension that is there twice once, and ends at the calendar''s end at the latest' {
        $made = New-SshCertificate user -AuthorityName ca -Principal ann -Extension permit-pty, permit-pty -ExpiresIn ([timespan]::MaxValue) -Force
        $made.Extension.Keys | Should -Be permit-pty
        $made.ValidBefore.Year | Should -Be 9999
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a certificate for nobody'; With = @{ AuthorityName = 'ca' }; Id = 'SshCertificateRequestInvalid' }
        @{ Case = 'an end before the beginning'; With = @{ AuthorityName = 'ca'; Principal = 'a'; ExpiresAt = [datetime]::UtcNow.AddDays(-1) }; Id = 'SshCertificateRequestInvalid' }
        @{ Case = 'no authority'; With = @{ Principal = 'a' }; Id = 'AuthorityNeeded' }
        @{ Case = 'an authority that is not there'; With = @{ Principal = 'a'; AuthorityName = 'none' }; Id = 'SshKeyNotFound' }
    ) {
        { New-SshCertificate user @With -Force -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }
}
