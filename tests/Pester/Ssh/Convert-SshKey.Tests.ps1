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

Describe 'Convert-SshKey' {
    BeforeAll {
        $script:key = New-SshKeyPair rsa -KeyType Rsa2048 -Comment kept
        $script:ec = New-SshKeyPair ec -KeyType Ecdsa256
        $script:locked = New-SshKeyPair locked -Passphrase (ConvertTo-SuiteSecret 'words') -Round 2
    }

    It 'writes <Format> that the native tool reads' -ForEach @(
        @{ Format = 'Pkcs1'; Name = 'rsa' }, @{ Format = 'Pkcs8'; Name = 'rsa' }, @{ Format = 'Sec1'; Name = 'ec' }, @{ Format = 'OpenSsh'; Name = 'rsa' }, @{ Format = 'Ppk'; Name = 'ec' }
    ) {
        $target = Join-Path $folder "as-$Format"
        $made = Convert-SshKey $Name $target -Format $Format
        $made.Format, $made.Fingerprint | Should -Be $Format, (Get-SshKey $Name).Fingerprint
        (Get-SshKey -Path $target).Fingerprint | Should -Be (Get-SshKey $Name).Fingerprint
        if ($Format -eq 'Ppk') {
            if (Get-Command puttygen -ErrorAction Ignore) { puttygen $target -O fingerprint | Should -Match ([regex]::Escape($made.Fingerprint)) }
        }
        elseif (Get-Command ssh-keygen -ErrorAction Ignore) {
            (ssh-keygen -y -P '' -f $target) -split ' ' | Select-Object -First 2 | Should -Be ((Get-Content $made.PublicKeyPath) -split ' ' | Select-Object -First 2)
        }
    }

    It 'keeps an encrypted key encrypted unless told otherwise' {
        $words = ConvertTo-SuiteSecret 'words'
        (Convert-SshKey locked (Join-Path $folder enc) -Format Pkcs8 -Passphrase $words).HasPassphrase | Should -BeTrue
        (Convert-SshKey locked (Join-Path $folder clear) -Format Pkcs8 -Passphrase $words -NoPassphrase).HasPassphrase | Should -BeFalse
        { Convert-SshKey locked (Join-Path $folder no) -Format Pkcs8 -ErrorAction Stop } | Should -Throw -ErrorId 'SshPassphraseRequired,*'
        { Convert-SshKey locked (Join-Path $folder no) -Format Pkcs8 -Passphrase $words -NewPassphrase ([securestring]::new()) -ErrorAction Stop } | Should -Throw -ErrorId 'SshPassphraseEmpty,*'
        Join-Path $folder no | Should -Not -Exist
    }

    It 'writes nothing with -WhatIf' {
        Convert-SshKey rsa (Join-Path $folder never) -Format Pkcs8 -WhatIf
        Join-Path $folder never | Should -Not -Exist
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a format that cannot hold the key'; Name = 'rsa'; File = 'x'; Format = 'Sec1'; Id = 'SshFormatCannotHoldKey' }
        @{ Case = 'a file that exists'; Name = 'rsa'; File = 'as-Pkcs1'; Format = 'Pkcs1'; Id = 'SshKeyFileExists' }
        @{ Case = 'a key that is not there'; Name = 'none'; File = 'y'; Format = 'Pkcs1'; Id = 'SshKeyNotFound' }
    ) {
        { Convert-SshKey $Name (Join-Path $folder $File) -Format $Format -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses a passphrase where the format has no safe encryption' {
        { Convert-SshKey rsa (Join-Path $folder z) -Format Pkcs1 -NewPassphrase (ConvertTo-SuiteSecret 'x') -ErrorAction Stop } | Should -Throw -ErrorId 'SshFormatCannotEncrypt,*'
        { Convert-SshKey rsa (Join-Path $folder z) -Format Pkcs8 -NoPassphrase -NewPassphrase (ConvertTo-SuiteSecret 'x') -ErrorAction Stop } | Should -Throw -ErrorId 'ParametersConflict,*'
    }
}
