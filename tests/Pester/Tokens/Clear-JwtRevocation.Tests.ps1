BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = New-JwtSigningKey api
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Clear-JwtRevocation' {
    It 'clears entries of tokens that have ended long enough ago, and no other' {
        Revoke-Jwt -Id ended -ExpiresAt ([datetimeoffset]::UtcNow.AddMinutes(-6)) -Force
        Revoke-Jwt -Id skewed -ExpiresAt ([datetimeoffset]::UtcNow.AddMinutes(-4)) -Force
        Revoke-Jwt -Id lasting -Force
        $token = New-Jwt ann -SigningKey api
        Revoke-Jwt $token -Force
        Clear-JwtRevocation -WhatIf | Should -BeNullOrEmpty
        Clear-JwtRevocation -WhatIf -Force | Should -BeNullOrEmpty
        (Clear-JwtRevocation -Force).Revocations | Should -Be 1
        (Clear-JwtRevocation -Confirm:$false).Revocations | Should -Be 0
        (Test-Jwt $token -Detailed).Reason | Should -Be Revoked
        @(Get-SecurityAudit -Action jwt_revocations_cleared).Count | Should -Be 2
    }

    It 'needs a store' {
        $run = Invoke-SuiteProcess 'Import-Module $ModulePath; try { Clear-JwtRevocation -Force } catch { $_.FullyQualifiedErrorId }'
        $run.Output | Should -Be 'StoreNotConnected,EnterpriseSecurity.Commands.Tokens.ClearJwtRevocationCommand'
    }
}
