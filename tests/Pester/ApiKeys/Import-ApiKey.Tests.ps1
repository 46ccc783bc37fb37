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

Describe 'Import-ApiKey' {
    It 'takes keys over by their hash, by parameter and from a file''s rows' {
        $hash = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes('legacy-1')))
        $key = Import-ApiKey legacy $hash -Scope read
        Test-ApiKey 'legacy-1' -RequiredScope read | Should -BeTrue
        Test-ApiKey $hash | Should -BeFalse
        $rows = 2..3 | ForEach-Object { [pscustomobject]@{ Name = "legacy-$_"; Sha256 = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes("legacy-$_"))) } }
        $rows | Import-ApiKey | Should -HaveCount 2
        Test-ApiKey 'legacy-3' | Should -BeTrue
    }

    It 'imports nothing with -WhatIf' {
        Import-ApiKey x ('0' * 64) -WhatIf | Should -BeNullOrEmpty
        Get-ApiKey x | Should -BeNullOrEmpty
    }

    It 'has errors of its own' {
        { Import-ApiKey x 'zz' -ErrorAction Stop } | Should -Throw -ErrorId 'ApiKeyHashInvalid,EnterpriseSecurity.Commands.ApiKeys.ImportApiKeyCommand'
        $null = Import-ApiKey twice ('1' * 64)
        { Import-ApiKey twice ('1' * 64) -ErrorAction Stop } | Should -Throw -ErrorId 'ApiKeyExists,EnterpriseSecurity.Commands.ApiKeys.ImportApiKeyCommand'
    }
}
