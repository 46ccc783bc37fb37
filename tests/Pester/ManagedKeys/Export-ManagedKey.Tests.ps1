BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.ManagedKeys.ExportManagedKeyCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Export-ManagedKey' {
    It 'gives the public part of a pair as PEM and JWK' {
        $null = New-ManagedKey sign Ecdsa
        Export-ManagedKey sign | Should -BeLike '-----BEGIN PUBLIC KEY-----*'
        $jwk = Get-ManagedKey sign | Export-ManagedKey -AsJwk | ConvertFrom-Json
        $jwk.kty, $jwk.crv, $jwk.kid | Should -Be 'EC', 'P-256', (Get-ManagedKey sign).Id
        'sign' | Export-ManagedKey -WhatIf | Should -BeNullOrEmpty
    }

    It 'writes the whole key under a passphrase' {
        $null = New-ManagedKey token ApiToken
        $file = Export-ManagedKey -Name sign -Path (Join-Path $folder sign.pem) -Passphrase 'a long passphrase'
        Get-Content $file.FullName -Raw | Should -BeLike '-----BEGIN ENCRYPTED PRIVATE KEY-----*'
        $file = Export-ManagedKey token -Path (Join-Path $folder token.export) -Passphrase 'a long passphrase'
        $null = Import-ProtectedSecret $file.FullName -Passphrase 'a long passphrase'
        $bytes = Unprotect-Secret token
        [Buffers.Text.Base64Url]::EncodeToString([byte[]]$bytes) | Should -Be (Export-ManagedKey token -AsPlainText)
        @(Get-SecurityAudit -Action key_retrieved -Resource token -Result success).Count | Should -Be 2
    }

    It 'says what is wrong' {
        { Export-ManagedKey token -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyHasNoPublicPart,$id"
        { Export-ManagedKey nothing -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyNotFound,$id"
        { Export-ManagedKey token -AsPlainText -RequiredScope Admin -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyScopeInsufficient,$id"
        { Export-ManagedKey token -Path (Join-Path $folder token.export) -Passphrase 'x y' -ErrorAction Stop } | Should -Throw -ErrorId "ExportExists,$id"
        { Export-ManagedKey token -Path (Join-Path $folder other) -Passphrase '' -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyPassphraseEmpty,$id"
        Revoke-ManagedKey token -Force
        { Export-ManagedKey token -AsPlainText -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyNotUsable,$id"
    }
}
