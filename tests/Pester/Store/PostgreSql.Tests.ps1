BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    $obstacle = Get-SuitePostgreSqlObstacle
    if ($obstacle) { Write-Warning "Stores on a server are not tested: $obstacle" }
}

Describe 'A store on a PostgreSQL server' -Skip:([bool]$obstacle) {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
        Import-SuiteModule
        $script:folder = New-SuiteFolder
        $script:server = Start-SuitePostgreSql
        $script:unlock = @{ KeyFile = Join-Path $folder key }
        $script:text = Get-SuiteConnectionString $server shared_store
        $script:secret = ConvertTo-SuiteSecret $text
        $null = Initialize-SecurityStore (Join-Path $folder first) @unlock -Provider PostgreSql -ConnectionString $secret
        $null = Protect-Secret one 'value'
    }

    AfterAll {
        Disconnect-SecurityStore
        Stop-SuitePostgreSql $server
        Remove-SuiteFolder $folder
    }

    It 'shows its provider and server, and no password' {
        $null = Connect-SecurityStore (Join-Path $folder first) @unlock
        $shown = Get-SecurityStore
        $shown.Provider | Should -Be PostgreSql
        $shown.Server | Should -Be "postgresql://127.0.0.1:$($server.Port)/postgres/shared_store"
        $shown | Out-String | Should -Match 'shared_store'
        $shown | Format-List * | Out-String | Should -Not -Match $server.Password
        $shown.Store.Store.Server | Out-String | Should -Not -Match $server.Password
        Get-ChildItem (Join-Path $folder first) -Recurse -File -Force | Get-Content -Raw | Should -Not -Match $server.Password
    }

    It 'is joined by another machine with the connection string alone' {
        $null = Connect-SecurityStore (Join-Path $folder second) @unlock -Provider PostgreSql -ConnectionString $text
        Unprotect-Secret one -AsPlainText | Should -Be value
        $null = Protect-Secret two 'from the second'
        Disconnect-SecurityStore
        $null = Connect-SecurityStore (Join-Path $folder first) @unlock
        Unprotect-Secret two -AsPlainText | Should -Be 'from the second'
        (Test-SecurityAudit -Detailed).IsValid | Should -BeTrue
        (Test-SecurityStore -Detailed).Findings | Should -BeNullOrEmpty
        Join-Path $folder second store.json | Should -Exist
    }

    It 'takes the password from PGPASSWORD when the connection string has none' {
        $env:PGPASSWORD = $server.Password
        try {
            $null = Connect-SecurityStore (Join-Path $folder third) @unlock -ConnectionString ($text -replace ';Password=[^;]*')
            Get-SecurityStore | Should -Not -BeNullOrEmpty
        }
        finally { $env:PGPASSWORD = '' }
        { Connect-SecurityStore (Join-Path $folder third) @unlock } |
            Should -Throw -ErrorId 'StoreServerLoginFailed,EnterpriseSecurity.Commands.Store.ConnectSecurityStoreCommand'
    }

    It 'makes nothing with -WhatIf' {
        Initialize-SecurityStore (Join-Path $folder none) @unlock -ConnectionString (Get-SuiteConnectionString $server none) -WhatIf
        Join-Path $folder none | Should -Not -Exist
        { Connect-SecurityStore (Join-Path $folder none) @unlock -ConnectionString (Get-SuiteConnectionString $server none) } |
            Should -Throw -ErrorId 'StoreSchemaMissing,EnterpriseSecurity.Commands.Store.ConnectSecurityStoreCommand'
        Join-Path $folder none | Should -Not -Exist
    }

    It 'says <Id> when <Case>' -ForEach @(
        @{ Id = 'ConnectionStringNeeded'; Case = 'there is no connection string'; Give = { @{ Provider = 'PostgreSql' } } }
        @{ Id = 'ParametersConflict'; Case = 'the provider has no server'; Give = { @{ Provider = 'Sqlite'; ConnectionString = $text } } }
        @{ Id = 'StoreSchemaExists'; Case = 'there is a store'; Give = { @{ ConnectionString = $text } } }
        @{ Id = 'StoreServerInvalid'; Case = 'the text is no connection string'; Give = { @{ ConnectionString = 'find-me-password' } } }
        @{ Id = 'StoreServerInvalid'; Case = 'a part is not known'; Give = { @{ ConnectionString = "$text;Pooling=true" } } }
        @{ Id = 'StoreSchemaInvalid'; Case = 'the schema is public'; Give = { @{ ConnectionString = "$text;Schema=public" } } }
        @{ Id = 'StoreServerInsecure'; Case = 'the way is not protected'; Give = { @{ ConnectionString = 'Host=db.example.org;Database=d;Username=u;Password=find-me-password;SSL Mode=Require' } } }
        @{ Id = 'StoreServerUnreachable'; Case = 'nobody listens'; Give = { @{ ConnectionString = 'Host=127.0.0.1;Port=1;Database=d;Username=u;Password=find-me-password' } } }
        @{ Id = 'StoreServerLoginFailed'; Case = 'the password is wrong'; Give = { @{ ConnectionString = ($text -replace 'Password=[^;]*', 'Password=find-me-password') } } }
    ) {
        $parameters = & $Give
        $thrown = { Initialize-SecurityStore (Join-Path $folder refused) @unlock @parameters } |
            Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Store.InitializeSecurityStoreCommand" -PassThru
        "$thrown $($thrown.Exception.InnerException) $($thrown.TargetObject)" | Should -Not -Match 'find-me-password'
        Join-Path $folder refused | Should -Not -Exist
    }

    It 'moves to a database in a folder and back by a backup' {
        $null = Connect-SecurityStore (Join-Path $folder first) @unlock
        $id = (Get-SecurityStore).Id
        $entries = @(Get-SecurityAudit).Count
        $file = (Backup-SecurityStore (Join-Path $folder backup)).FullName
        (Restore-SecurityStore $file (Join-Path $folder embedded) @unlock).IsValid | Should -BeTrue
        $embedded = Connect-SecurityStore (Join-Path $folder embedded) @unlock
        $embedded.Provider | Should -Be Sqlite
        $embedded.Id | Should -Be $id
        Unprotect-Secret one -AsPlainText | Should -Be value
        @(Get-SecurityAudit).Count | Should -BeGreaterThan $entries
        $null = Add-StoreKeyProtector -Passphrase (ConvertTo-SuiteSecret 'another way')
        $back = (Backup-SecurityStore (Join-Path $folder back)).FullName
        Disconnect-SecurityStore

        $restored = @{ ConnectionString = Get-SuiteConnectionString $server moved_store }
        Restore-SecurityStore $back (Join-Path $folder moved) @unlock @restored -WhatIf
        Join-Path $folder moved | Should -Not -Exist
        (Restore-SecurityStore $back (Join-Path $folder moved) @unlock @restored).IsValid | Should -BeTrue
        Get-ChildItem (Join-Path $folder moved) -Recurse -Filter store.db* | Should -BeNullOrEmpty
        $moved = Connect-SecurityStore (Join-Path $folder moved) -Passphrase (ConvertTo-SuiteSecret 'another way')
        $moved.Provider | Should -Be PostgreSql
        $moved.Id | Should -Be $id
        Unprotect-Secret one -AsPlainText | Should -Be value
        (Test-SecurityStore -Detailed).Findings | Should -BeNullOrEmpty
        Restore-SecurityStore $back (Join-Path $folder again) @unlock @restored -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -Be 'StoreSchemaExists,EnterpriseSecurity.Commands.Store.RestoreSecurityStoreCommand'
        Unprotect-Secret one -AsPlainText | Should -Be value
    }
}
