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

Describe 'New-SshSignature' {
    BeforeAll {
        $script:key = New-SshKeyPair signer -Comment 'ann@example'
        $script:data = Join-Path $folder release.txt
        Set-Content $data 'what is signed'
        $script:signers = Join-Path $folder signers
        Set-Content $signers "ann@example $((Get-Content $key.PublicKeyPath) -split ' ' | Select-Object -First 2)"
    }

    It 'signs a file so that ssh-keygen accepts it' {
        $made = New-SshSignature signer $data
        $made.SignaturePath | Should -Be "$data.sig"
        $made.Fingerprint, $made.Namespace | Should -Be $key.Fingerprint, file
        if (Get-Command ssh-keygen -ErrorAction Ignore) {
            $verdict = Get-Content $data -Raw | ForEach-Object { $_ | sh -c "ssh-keygen -Y verify -f '$signers' -I ann@example -n file -s '$data.sig' < '$data'" }
            $verdict | Should -BeLike 'Good "file" signature*'
        }
    }

    It 'signs content, and with a key file that needs a passphrase' {
        $words = ConvertTo-SuiteSecret 'words'
        $file = New-SshKeyPair -Path (Join-Path $folder locked) -Passphrase $words -Round 2
        $made = New-SshSignature -KeyPath $file.Path -Content 'text' -Namespace git -Passphrase $words
        Test-SshSignature -Content 'text' -Signature $made.Signature -PublicKey (Get-Content $file.PublicKeyPath) -Namespace git | Should -BeTrue
        { New-SshSignature -KeyPath $file.Path -Content 'text' -ErrorAction Stop } | Should -Throw -ErrorId 'SshPassphraseRequired,*'
    }

    It 'overwrites a signature with -Force only' {
        { New-SshSignature signer $data -ErrorAction Stop } | Should -Throw '*-Force*' -ErrorId 'SshKeyFileExists,*'
        (Get-Item $data | New-SshSignature signer -Force).SignaturePath | Should -Be "$data.sig"
    }

    It 'writes nothing with -WhatIf' {
        Set-Content (Join-Path $folder other) 'x'
        New-SshSignature signer (Join-Path $folder other) -WhatIf
        Join-Path $folder other.sig | Should -Not -Exist
    }

    It 'says what is wrong' {
        { New-SshSignature none $data -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyNotFound,*'
        { New-SshSignature signer -Content x -Namespace "a`nb" -ErrorAction Stop } | Should -Throw -ErrorId 'SshNamespaceInvalid,*'
    }
}
