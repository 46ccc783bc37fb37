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

Describe 'Export-SshPublicKey' {
    BeforeAll { $script:key = New-SshKeyPair k -Comment 'a comment' }

    It 'writes the line, or the block of RFC 4716, that ssh-keygen reads' {
        Export-SshPublicKey k | Should -Be (Get-Content $key.PublicKeyPath)
        $block = $key | Export-SshPublicKey -Format Rfc4716
        $block | Should -BeLike '---- BEGIN SSH2 PUBLIC KEY ----*a comment*---- END SSH2 PUBLIC KEY ----'
        if (Get-Command ssh-keygen -ErrorAction Ignore) {
            $null = Export-SshPublicKey k -Format Rfc4716 -Destination (Join-Path $folder block)
            (ssh-keygen -i -f (Join-Path $folder block)) -split ' ' | Select-Object -Index 1 | Should -Be ((Export-SshPublicKey k) -split ' ')[1]
        }
    }

    It 'brings the public key file of a private one back' {
        Remove-Item $key.PublicKeyPath
        $null = Export-SshPublicKey k -Destination $key.PublicKeyPath
        Test-SshKey k | Should -BeTrue
    }

    It 'replaces a file with -Force only' {
        { Export-SshPublicKey k -Destination $key.PublicKeyPath -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyFileExists,*'
        (Export-SshPublicKey k -Destination $key.PublicKeyPath -Force).FullName | Should -Be $key.PublicKeyPath
    }

    It 'writes nothing with -WhatIf' {
        Export-SshPublicKey k -Destination (Join-Path $folder never) -WhatIf
        Join-Path $folder never | Should -Not -Exist
    }

    It 'says what is not there' {
        { Export-SshPublicKey none -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyNotFound,*'
    }
}
