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

Describe 'Revoke-ApiKey' {
    It 'revokes for good, by id, piped and by the key itself' {
        $one = New-ApiKey one; $two = New-ApiKey two
        (Revoke-ApiKey $one.Id -Reason leaked -Force -PassThru).RevocationReason | Should -Be leaked
        Test-ApiKey $one.Key | Should -BeFalse
        Revoke-ApiKey -Key $two.Key -Force
        (Get-ApiKey -Id $two.Id).State | Should -Be Revoked
        'a', 'b' | New-ApiKey | Revoke-ApiKey -Force -PassThru | Should -HaveCount 2
        (Get-SecurityAudit -Action api_key_revoked -Resource $one.Id).Metadata['reason'] | Should -Be leaked
    }

    It 'changes nothing with -WhatIf' {
        $key = New-ApiKey what-if
        Revoke-ApiKey $key.Id -WhatIf
        Revoke-ApiKey $key.Id -Force -WhatIf
        Test-ApiKey $key.Key | Should -BeTrue
    }

    It 'has an error for an unknown key' {
        { Revoke-ApiKey none -Force -ErrorAction Stop } | Should -Throw -ErrorId 'ApiKeyNotFound,EnterpriseSecurity.Commands.ApiKeys.RevokeApiKeyCommand'
        { Revoke-ApiKey -Key 'esk_none' -Force -ErrorAction Stop } | Should -Throw -ErrorId 'ApiKeyNotFound,EnterpriseSecurity.Commands.ApiKeys.RevokeApiKeyCommand'
    }

    It 'takes a key that is given for its id for that id, and shows the key nowhere' {
        $key = New-ApiKey pasted
        (Revoke-ApiKey $key.Key -Force -PassThru -Verbose 4>&1 | Out-String) | Should -Not -Match ([regex]::Escape($key.Key))
        (Get-ApiKey -Id $key.Id).State | Should -Be Revoked
        $lost = 'esk_AAAAAAAAAAAA_' + 'B' * 38
        Revoke-ApiKey $lost -Force -ErrorAction SilentlyContinue -ErrorVariable failed
        "$($failed | Format-List * -Force | Out-String) $($failed[0].TargetObject)" | Should -Not -Match 'BBBB'
    }
}
