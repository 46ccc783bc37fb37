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

Describe 'Connect-SecurityStore' {
    It 'opens a store by its key file' {
        Disconnect-SecurityStore
        $store = Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
        $store.Path | Should -Be (Join-Path $folder store)
    }

    It 'opens a store by recovery shares' {
        $shares = (Add-StoreKeyProtector -RecoveryShare 2 -Of 3).Share
        Disconnect-SecurityStore
        (Connect-SecurityStore (Join-Path $folder store) -RecoveryShare $shares[2], $shares[0]).Path | Should -Be (Join-Path $folder store)
    }

    It 'refuses a wrong passphrase' {
        $null = Add-StoreKeyProtector -Passphrase (ConvertTo-SuiteSecret right)
        { Connect-SecurityStore (Join-Path $folder store) -Passphrase (ConvertTo-SuiteSecret wrong) } |
            Should -Throw -ErrorId 'StoreUnlockFailed,EnterpriseSecurity.Commands.Store.ConnectSecurityStoreCommand'
    }

    It 'says where there is no store' {
        { Connect-SecurityStore (Join-Path $folder none) -KeyFile (Join-Path $folder key) } |
            Should -Throw -ErrorId 'StoreNotFound,EnterpriseSecurity.Commands.Store.ConnectSecurityStoreCommand'
    }

    It 'locks by itself after its idle time' {
        $null = Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key) -IdleTimeout 1s
        for ($i = 0; $i -lt 50 -and [EnterpriseSecurity.Commands.Store.SecurityStoreInfo]; $i++) { Start-Sleep -Milliseconds 100; if ($i -eq 30) { break } }
        Get-SecurityStore | Should -BeNullOrEmpty
    }

    It 'opens a store beside the connected one with -Detached, and Disconnect-SecurityStore -Store locks it alone' {
        $connected = Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
        $other = Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key) -Detached
        (Get-SecurityStore).Store | Should -Be $connected.Store
        $null = Protect-Secret beside 'x' -Store $other.Store
        $other | Disconnect-SecurityStore
        { Unprotect-Secret beside -Store $other.Store } | Should -Throw -ErrorId 'StoreNotConnected,*'
        Unprotect-Secret beside -AsPlainText | Should -Be 'x'
        Disconnect-SecurityStore -Store $connected.Store
        Get-SecurityStore -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'locks a detached store after its idle time, and not while it is used' {
        $other = Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key) -Detached -IdleTimeout 1s
        foreach ($turn in 1..3) { Start-Sleep -Milliseconds 600; $null = Get-ProtectedSecret -Store $other.Store }
        Start-Sleep -Milliseconds 1800
        { Get-ProtectedSecret -Store $other.Store } | Should -Throw -ErrorId 'StoreNotConnected,*'
    }

    It 'does not lock a store while a cmdlet still uses it' {
        $other = Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key) -Detached -IdleTimeout 1s
        $seen = @(Get-SecurityAudit -Store $other.Store | Select-Object -First 3 | ForEach-Object { Start-Sleep -Milliseconds 900; $_ })
        $seen | Should -HaveCount 3
        $null = Get-ProtectedSecret -Store $other.Store -ErrorAction Stop
        Start-Sleep -Milliseconds 2500
        { Get-ProtectedSecret -Store $other.Store } | Should -Throw -ErrorId 'StoreNotConnected,*'
    }

    It 'takes an idle time of months' {
        (Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key) -IdleTimeout 90d).Path | Should -Be (Join-Path $folder store)
        $null = Get-ProtectedSecret -ErrorAction Stop
        Disconnect-SecurityStore
    }
}
