BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = 'api', 'app', 'shared key' | New-JwtSigningKey
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Get-JwtSigningKey' {
    It 'lists all, by name, wildcard, pipeline and property name' {
        (Get-JwtSigningKey).Name | Should -Be api, app, 'shared key'
        (Get-JwtSigningKey API).Name | Should -Be api
        (Get-JwtSigningKey ap*).Name | Should -Be api, app
        Get-JwtSigningKey zz* | Should -BeNullOrEmpty
        ('app', 'api' | Get-JwtSigningKey).Name | Should -Be app, api
        (Get-JwtSigningKey api | Get-JwtSigningKey).Name | Should -Be api
    }

    It 'shows no private part' {
        $json = Get-JwtSigningKey | ConvertTo-Json -Depth 5
        $json | Should -Not -Match '\\"d\\"'
        (Get-JwtSigningKey api).PublicJwk | ConvertFrom-Json | ForEach-Object { $_.PSObject.Properties.Name } | Should -Be crv, kty, x, y, use, kid, alg
    }

    It 'completes names as they are typed' {
        (TabExpansion2 'Get-JwtSigningKey ap').CompletionMatches.CompletionText | Should -Be api, app
        (TabExpansion2 'Get-JwtSigningKey sh').CompletionMatches.CompletionText | Should -Be "'shared key'"
    }

    It 'says what is wrong' {
        { Get-JwtSigningKey none -ErrorAction Stop } | Should -Throw -ErrorId 'JwtSigningKeyNotFound,EnterpriseSecurity.Commands.Tokens.GetJwtSigningKeyCommand'
    }
}
