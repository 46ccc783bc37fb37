BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $script:key = 'a secret of both sides, 32 bytes or more'
}

AfterAll {
    Remove-SuiteFolder $folder
}

Describe 'New-RequestSignature' {
    It 'writes the given headers and those of the signature, never the secret' {
        $headers = New-RequestSignature POST https://api.example.com/v1/items?b=2 -Headers @{ Accept = 'application/json' } -Body '{}' -Key $key -KeyId client-1
        $headers | Should -BeOfType System.Collections.IDictionary
        @($headers.Keys) | Should -Be 'Accept', 'X-Signature-Algorithm', 'X-Signature-KeyId', 'X-Signature-Timestamp', 'X-Signature-Nonce', 'X-Content-SHA256', 'X-Signature-Headers', 'X-Signature'
        $headers['X-Signature-KeyId'], $headers['X-Signature-Algorithm'], $headers['X-Signature-Headers'] | Should -Be 'client-1', 'hmac-sha256', 'accept'
        $headers['X-Content-SHA256'] | Should -Be '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
        ($headers | ConvertTo-Json) | Should -Not -Match 'a secret'
    }

    It 'takes requests by property name, keys as text, bytes and SecureString, and header choices' {
        $request = [pscustomobject]@{ Method = 'GET'; Uri = 'https://h/'; Headers = @{ A = '1'; B = '2' } }
        foreach ($one in $key, [Text.Encoding]::UTF8.GetBytes($key), (ConvertTo-SuiteSecret $key)) {
            $headers = $request | New-RequestSignature -Key $one -Algorithm HmacSha512 -SignedHeader b
            $headers['X-Signature-Headers'] | Should -Be b
            Test-RequestSignature GET https://h/ -Headers $headers -Key $key | Should -BeTrue
        }
    }

    It 'signs with an Ed25519 key file' {
        $file = Join-Path $folder id
        $null = New-SshKeyPair -Path $file -KeyType Ed25519 -Passphrase (ConvertTo-SuiteSecret 'pass phrase')
        $headers = New-RequestSignature GET https://h/ -KeyPath $file -Passphrase 'pass phrase'
        $headers['X-Signature-Algorithm'] | Should -Be ed25519
        Test-RequestSignature GET https://h/ -Headers $headers -PublicKey (Get-Content "$file.pub" -Raw) | Should -BeTrue
        Test-RequestSignature GET https://h/ -Headers $headers -KeyPath "$file.pub" -SkipReplayCheck | Should -BeTrue
        { New-RequestSignature GET https://h/ -KeyPath $file -Passphrase wrong -ErrorAction Stop } | Should -Throw -ErrorId 'SshPassphraseWrong,EnterpriseSecurity.Commands.RequestSigning.NewRequestSignatureCommand'
    }

    It 'says what is wrong' {
        $id = 'EnterpriseSecurity.Commands.RequestSigning.NewRequestSignatureCommand'
        { New-RequestSignature GET https://h/ -Key short -ErrorAction Stop } | Should -Throw -ErrorId "RequestSecretSizeInvalid,$id"
        { New-RequestSignature 'G T' https://h/ -Key $key -ErrorAction Stop } | Should -Throw -ErrorId "RequestMethodInvalid,$id"
        { New-RequestSignature GET /path -Key $key -ErrorAction Stop } | Should -Throw -ErrorId "RequestUriInvalid,$id"
        { New-RequestSignature GET https://h/ -Key $key -KeyId 'a b' -ErrorAction Stop } | Should -Throw -ErrorId "RequestKeyIdInvalid,$id"
        { New-RequestSignature GET https://h/ -Key $key -SignedHeader Absent -ErrorAction Stop } | Should -Throw -ErrorId "RequestHeaderInvalid,$id"
        { New-RequestSignature GET https://h/ -Key $key -Algorithm Ed25519 -ErrorAction Stop } | Should -Throw -ErrorId "RequestAlgorithmUnfit,$id"
        { New-RequestSignature GET https://h/ -Key $key -Headers 5 -ErrorAction Stop } | Should -Throw -ErrorId "ValueUnusable,$id"
        { New-RequestSignature GET https://h/ -Key $key -Body (Get-Date) -ErrorAction Stop } | Should -Throw -ErrorId "ValueUnusable,$id"
    }
}
