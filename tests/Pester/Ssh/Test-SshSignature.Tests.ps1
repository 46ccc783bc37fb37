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

Describe 'Test-SshSignature' {
    BeforeAll {
        $script:key = New-SshKeyPair signer
        $script:line = Get-Content $key.PublicKeyPath
        $script:data = Join-Path $folder data
        Set-Content $data 'what is signed'
        $null = New-SshSignature signer $data
        $script:signers = Join-Path $folder signers
        Set-Content $signers "ann@example $(($line -split ' ')[0..1])"
    }

    It 'accepts what a trusted key signed' {
        Test-SshSignature $data -PublicKey $line | Should -BeTrue
        Test-SshSignature $data -AllowedSignersPath $signers -Identity ann@example | Should -BeTrue
        Get-Item $data | Test-SshSignature -PublicKey $line | Should -BeTrue
    }

    It 'accepts what ssh-keygen signed' -Skip:(-not (Get-Command ssh-keygen -ErrorAction Ignore)) {
        Copy-Item $data "$data.2"
        $null = ssh-keygen -Y sign -f $key.Path -n file "$data.2" 2>&1
        Test-SshSignature "$data.2" -PublicKey $line | Should -BeTrue
    }

    It 'refuses another identity, namespace, key, and data' {
        Test-SshSignature $data -AllowedSignersPath $signers -Identity bob@example | Should -BeFalse
        (Test-SshSignature $data -AllowedSignersPath $signers -Identity bob@example -Detailed).Reason | Should -Match 'bob@example'
        Test-SshSignature $data -PublicKey $line -Namespace git | Should -BeFalse
        Test-SshSignature $data -PublicKey (Get-Content (New-SshKeyPair other).PublicKeyPath) | Should -BeFalse
        Set-Content $data 'what was not signed'
        Test-SshSignature $data -PublicKey $line | Should -BeFalse
        (Test-SshSignature $data -PublicKey $line -Detailed).IsValid | Should -BeFalse
    }

    It 'says what cannot be read' {
        { Test-SshSignature -Content x -Signature nonsense -PublicKey $line -ErrorAction Stop } | Should -Throw -ErrorId 'SshSignatureMalformed,*'
    }
}
