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

Describe 'Invoke-SecretCommand' {
    It 'hands secrets to programs and masks them in what comes out' {
        $null = Protect-Secret db 'p4ss-word'
        $result = Invoke-SecretCommand @{ ES_SUITE_DB = 'db' } { "in: $env:ES_SUITE_DB"; $env:ES_SUITE_DB.Length }
        $result | Should -Be 'in: ********', 9
        $env:ES_SUITE_DB | Should -BeNullOrEmpty
        Invoke-SecretCommand @{ ES_SUITE_DB = 'db' } { throw 'never' } -WhatIf
    }

    It 'masks an error, and runs nothing when a secret is missing' {
        { Invoke-SecretCommand @{ ES_SUITE_DB = 'db' } { throw "failed with $env:ES_SUITE_DB" } } | Should -Throw 'failed with ********'
        $script:ran = $false
        { Invoke-SecretCommand @{ A = 'none' } { $script:ran = $true } -ErrorAction Stop } |
            Should -Throw -ErrorId 'SecretNotFound,EnterpriseSecurity.Commands.Secrets.InvokeSecretCommandCommand'
        $script:ran | Should -BeFalse
    }
}
