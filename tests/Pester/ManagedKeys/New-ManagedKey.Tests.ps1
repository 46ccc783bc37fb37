BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:id = 'EnterpriseSecurity.Commands.ManagedKeys.NewManagedKeyCommand'
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'New-ManagedKey' {
    It 'makes keys of every type, by parameter, piped and by property name' {
        foreach ($type in 'Hmac', 'Rsa', 'Ecdsa', 'Ed25519', 'Jwt', 'ApiToken', 'Provisioning') { (New-ManagedKey "k-$type" $type).State | Should -Be Active }
        ('a', 'b' | New-ManagedKey -Type Hmac -Size 512).Size | Should -Be 512, 512
        $made = [pscustomobject]@{ Name = 'c'; Type = 'Ecdsa'; Size = 384; Scope = 'Admin' } | New-ManagedKey -ExpiresIn 90d -Tag @{ team = 'x' }
        $made.Size, $made.Scope, $made.Tags['team'] | Should -Be 384, 'Admin', 'x'
        ($made.ExpiresAt - $made.CreatedAt).TotalDays | Should -Be 90
        @(Get-SecurityAudit -Action key_created -Result success).Count | Should -Be 10
    }

    It 'makes nothing with -WhatIf' {
        New-ManagedKey whatif Hmac -WhatIf
        Get-ManagedKey what* | Should -BeNullOrEmpty
    }

    It 'says what is wrong' {
        { New-ManagedKey a Hmac -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeyExists,$id"
        { New-ManagedKey ' ' Hmac -ErrorAction Stop } | Should -Throw -ErrorId "NameInvalid,$id"
        { New-ManagedKey z Rsa -Size 1024 -ErrorAction Stop } | Should -Throw -ErrorId "ManagedKeySizeInvalid,$id"
        { New-ManagedKey z Hmac -ExpiresIn 0s -ErrorAction Stop } | Should -Throw -ErrorId "ExpiryInvalid,$id"
    }
}
