BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = New-JwtSigningKey api
    $null = New-JwtSigningKey web -Algorithm EdDSA
    $null = New-JwtSigningKey shared -Algorithm HS256
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Export-JwtKeySet' {
    It 'writes the public keys and no secret' {
        $set = Export-JwtKeySet | ConvertFrom-Json
        $set.keys.alg | Should -Be ES256, EdDSA
        $set.keys.kid | Should -Be (Get-JwtSigningKey api, web).KeyId
        $set.keys.PSObject.Properties.Name | Should -Not -Contain d
        (Export-JwtKeySet api | ConvertFrom-Json).keys.kid | Should -Be (Get-JwtSigningKey api).KeyId
        { Export-JwtKeySet shared -ErrorAction Stop } | Should -Throw -ErrorId 'JwtKeyNotPublic,EnterpriseSecurity.Commands.Tokens.ExportJwtKeySetCommand'
        { Export-JwtKeySet none -ErrorAction Stop } | Should -Throw -ErrorId 'JwtSigningKeyNotFound,EnterpriseSecurity.Commands.Tokens.ExportJwtKeySetCommand'
    }

    It 'writes a file, and replaces one with -Force only' {
        $path = Join-Path $folder jwks.json
        Export-JwtKeySet -Path $path -WhatIf
        $path | Should -Not -Exist
        (Export-JwtKeySet -Path $path).FullName | Should -Be $path
        { Export-JwtKeySet -Path $path -ErrorAction Stop } | Should -Throw -ErrorId 'KeySetFileExists,EnterpriseSecurity.Commands.Tokens.ExportJwtKeySetCommand'
        $null = Export-JwtKeySet api -Path $path -Force
        (Get-Content $path -Raw | ConvertFrom-Json).keys.Count | Should -Be 1
    }

    It 'completes names' {
        (TabExpansion2 'Export-JwtKeySet w').CompletionMatches.CompletionText | Should -Be web
    }
}
