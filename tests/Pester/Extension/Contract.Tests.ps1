# The extension's functions, called as SecretManagement calls them: in the module's scope, by their qualified names. It needs
# nothing installed; SecretManagement.Tests.ps1 does the same through the real one.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $script:extension = Join-Path (Get-SuiteModulePath) 'EnterpriseSecurity.Extension'
    $null = Initialize-SecurityStore (Join-Path $folder other) -KeyFile (Join-Path $folder key)
    $null = Protect-Secret shared 'in the other store'
    $null = Initialize-SecurityStore (Join-Path $folder locked) -Passphrase (ConvertTo-SuiteSecret 'open sesame')
    $null = Protect-Secret shared 'behind a passphrase'
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    Disconnect-SecurityStore
    # What is connected while the vaults work, and must stay so.
    $script:connected = (Initialize-SecurityStore (Join-Path $folder connected) -KeyFile (Join-Path $folder key)).Id

    $script:vaults = @{
        main   = @{ Path = Join-Path $folder store; KeyFile = Join-Path $folder key }
        other  = @{ Path = Join-Path $folder other; KeyFile = Join-Path $folder key }
        locked = @{ Path = Join-Path $folder locked }
    }

    function Invoke-Vault([string] $Command, [string] $Vault = 'main', [hashtable] $With = @{}, [hashtable] $Parameters = $vaults[$Vault]) {
        # SecretManagement's runspace goes on after an error, whatever the session that runs these tests does.
        $all = @{ VaultName = $Vault; AdditionalParameters = $Parameters + @{ Verbose = $false }; ErrorAction = 'Continue' } + $With
        & (Get-Module EnterpriseSecurity) "EnterpriseSecurity.Extension\$Command" @all
    }
}

AfterAll {
    foreach ($vault in 'main', 'other', 'locked') { Invoke-Vault Unregister-SecretVault $vault }
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'The extension module' {
    It 'stands where SecretManagement looks, and exports the published functions' {
        $manifest = Test-ModuleManifest (Join-Path $extension 'EnterpriseSecurity.Extension.psd1')
        $manifest.ExportedFunctions.Keys | Sort-Object |
            Should -Be @('Get-Secret', 'Get-SecretInfo', 'Remove-Secret', 'Set-Secret', 'Set-SecretInfo', 'Test-SecretVault', 'Unlock-SecretVault', 'Unregister-SecretVault')
    }

    It '<Name> takes <Parameters>' -ForEach @(
        @{ Name = 'Get-Secret'; Parameters = 'Name', 'VaultName', 'AdditionalParameters' }
        @{ Name = 'Get-SecretInfo'; Parameters = 'Filter', 'VaultName', 'AdditionalParameters' }
        @{ Name = 'Set-Secret'; Parameters = 'Name', 'Secret', 'Metadata', 'VaultName', 'AdditionalParameters' }
        @{ Name = 'Set-SecretInfo'; Parameters = 'Name', 'Metadata', 'VaultName', 'AdditionalParameters' }
        @{ Name = 'Remove-Secret'; Parameters = 'Name', 'VaultName', 'AdditionalParameters' }
        @{ Name = 'Test-SecretVault'; Parameters = 'VaultName', 'AdditionalParameters' }
        @{ Name = 'Unlock-SecretVault'; Parameters = 'Password', 'VaultName', 'AdditionalParameters' }
        @{ Name = 'Unregister-SecretVault'; Parameters = 'VaultName', 'AdditionalParameters' }
    ) {
        $command = & (Get-Module EnterpriseSecurity) { param($name) Get-Command "EnterpriseSecurity.Extension\$name" } $Name
        foreach ($parameter in $Parameters) { $command.Parameters.Keys | Should -Contain $parameter }
    }

    It 'shows none of its functions to the session' {
        Get-Command -Name Get-Secret, Set-Secret, Remove-Secret, Get-SecretInfo, Test-SecretVault, Unlock-SecretVault -ErrorAction Ignore |
            Where-Object Source -Like 'EnterpriseSecurity*' | Should -BeNullOrEmpty
        (Get-Module EnterpriseSecurity).ExportedFunctions.Count | Should -Be 0
    }

    It 'can be loaded by itself, as Register-SecretVault does' {
        $run = Invoke-SuiteProcess { (Import-Module "$ModulePath/EnterpriseSecurity.Extension" -PassThru).ExportedCommands.Count }
        $run.Output | Should -Be @('8')
    }
}

Describe 'Values' {
    It 'come back as the <Type> that they were' -ForEach @(
        @{ Type = 'String'; Value = { 'plain text' }; Show = { param($v) $v } }
        @{ Type = 'SecureString'; Value = { ConvertTo-SuiteSecret 'hidden' }; Show = { param($v) [Net.NetworkCredential]::new('', $v).Password } }
        @{ Type = 'PSCredential'; Value = { [pscredential]::new('bob', (ConvertTo-SuiteSecret 'pw')) }; Show = { param($v) "$($v.UserName) $($v.GetNetworkCredential().Password)" } }
        @{ Type = 'ByteArray'; Value = { , [byte[]](0, 1, 255) }; Show = { param($v) "$v" } }
        @{ Type = 'Hashtable'; Value = { @{ a = 'text' } }; Show = { param($v) $v['a'] } }
    ) {
        $value = & $Value
        Invoke-Vault Set-Secret -With @{ Name = "v-$Type"; Secret = $value }
        $back = Invoke-Vault Get-Secret -With @{ Name = "v-$Type" }
        $back.GetType() | Should -Be $value.GetType()
        & $Show $back | Should -Be (& $Show $value)
        (Invoke-Vault Get-SecretInfo -With @{ Filter = "v-$Type" }).Type | Should -Be $Type
    }

    It 'may be no bytes at all, and one byte' {
        foreach ($bytes in [byte[]]@(), [byte[]]@(7)) {
            Invoke-Vault Set-Secret -With @{ Name = 'few'; Secret = $bytes }
            $back = Invoke-Vault Get-Secret -With @{ Name = 'few' }
            , $back | Should -BeOfType ([byte[]])
            $back.Length | Should -Be $bytes.Length
        }
    }

    It 'keep the types of a hashtable''s members' {
        Invoke-Vault Set-Secret -With @{ Name = 'table'; Secret = @{ s = 'text'; q = ConvertTo-SuiteSecret 'hidden'; c = [pscredential]::new('bob', (ConvertTo-SuiteSecret pw)); b = [byte[]](1, 2) } }
        $back = Invoke-Vault Get-Secret -With @{ Name = 'table' }
        $back['s'] | Should -BeOfType ([string])
        $back['q'] | Should -BeOfType ([securestring])
        $back['c'] | Should -BeOfType ([pscredential])
        , $back['b'] | Should -BeOfType ([byte[]])
    }

    It 'of other types are refused, and not shown' {
        $problem = @(Invoke-Vault Set-Secret -With @{ Name = 'number'; Secret = 31337 } 2>&1)
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'SecretTypeUnsupported*'
        "$problem" | Should -Not -Match '31337'
    }

    It 'that are numbers in the store come as text' {
        $store = (Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key) -Detached).Store
        $null = Protect-Secret answer 42 -Store $store
        Disconnect-SecurityStore -Store $store
        Invoke-Vault Get-Secret -With @{ Name = 'answer' } | Should -BeExactly '42'
    }

    It 'get a next version when they are set again' {
        Invoke-Vault Set-Secret -With @{ Name = 'twice'; Secret = 'one' }
        Invoke-Vault Set-Secret -With @{ Name = 'twice'; Secret = 'two' }
        Invoke-Vault Get-Secret -With @{ Name = 'twice' } | Should -Be 'two'
        $store = (Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key) -Detached).Store
        Unprotect-Secret twice -Version 1 -AsPlainText -Store $store | Should -Be 'one'
        Disconnect-SecurityStore -Store $store
    }
}

Describe 'Metadata' {
    It 'keep their types' {
        $moment = [datetime]::new(2026, 3, 4, 5, 6, 7, [DateTimeKind]::Utc)
        Invoke-Vault Set-Secret -With @{ Name = 'meta'; Secret = 'x'; Metadata = @{ owner = 'Al'; port = 5432; at = $moment; on = $true } }
        $back = (Invoke-Vault Get-SecretInfo -With @{ Filter = 'meta' }).Metadata
        $back.Count | Should -Be 4
        $back['owner'] | Should -BeExactly 'Al'
        $back['port'] | Should -BeOfType ([int])
        $back['at'] | Should -BeOfType ([datetime])
        $back['at'].ToString('O') | Should -Be $moment.ToString('O')
        $back['on'] | Should -BeOfType ([bool])
    }

    It 'are tags in the store, and the store''s tags are metadata' {
        $store = (Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key) -Detached).Store
        $tags = (Get-ProtectedSecret meta -Store $store).Tags
        $tags['port'] | Should -Be '5432'
        $tags['port#type'] | Should -Be 'int'
        $null = Protect-Secret tagged 'x' -Tag @{ team = 'ops' } -Store $store
        $null = Set-ProtectedSecret meta -Tag @{ port = 'many'; 'port#type' = 'int' } -Store $store
        Disconnect-SecurityStore -Store $store
        (Invoke-Vault Get-SecretInfo -With @{ Filter = 'tagged' }).Metadata['team'] | Should -Be 'ops'
        (Invoke-Vault Get-SecretInfo -With @{ Filter = 'meta' }).Metadata['port'] | Should -BeExactly 'many'
    }

    It 'stay when a value is set without any, and are replaced by Set-SecretInfo' {
        Invoke-Vault Set-Secret -With @{ Name = 'tagged'; Secret = 'y'; Metadata = @{} }
        (Invoke-Vault Get-SecretInfo -With @{ Filter = 'tagged' }).Metadata['team'] | Should -Be 'ops'
        Invoke-Vault Set-SecretInfo -With @{ Name = 'tagged'; Metadata = @{ k = 'v' } }
        @((Invoke-Vault Get-SecretInfo -With @{ Filter = 'tagged' }).Metadata.Keys) | Should -Be @('k')
        Invoke-Vault Get-Secret -With @{ Name = 'tagged' } | Should -Be 'y'
    }

    It 'of another type, or with a reserved name, are refused and nothing is stored' {
        foreach ($metadata in @{ a = [byte[]](1) }, @{ 'a#type' = 'x' }, @{ 5 = 'x' }) {
            (Invoke-Vault Set-Secret -With @{ Name = 'never'; Secret = 'x'; Metadata = $metadata } 2>&1)[0].FullyQualifiedErrorId | Should -BeLike 'SecretMetadataUnusable*'
        }
        Invoke-Vault Get-SecretInfo -With @{ Filter = 'never' } | Should -BeNullOrEmpty
    }
}

Describe 'Finding and removing' {
    It 'filters by PowerShell''s wildcards, and takes a name as it stands' {
        foreach ($name in 'find-a1', 'find-b1', 'find[x]') { Invoke-Vault Set-Secret -With @{ Name = $name; Secret = 'x' } }
        (Invoke-Vault Get-SecretInfo -With @{ Filter = 'FIND-[ab]1' }).Name | Should -Be @('find-a1', 'find-b1')
        (Invoke-Vault Get-SecretInfo -With @{ Filter = 'find[x]' }).Name | Should -Be 'find[x]'
        (Invoke-Vault Get-SecretInfo -With @{ Filter = '' }).Count | Should -BeGreaterThan 3
        Invoke-Vault Get-SecretInfo -With @{ Filter = 'no-such' } | Should -BeNullOrEmpty
    }

    It 'answers nothing, and no error, for a secret that is not there' {
        Invoke-Vault Get-Secret -With @{ Name = 'no-such' } 2>&1 | Should -BeNullOrEmpty
    }

    It 'removes, and says when there is nothing to remove' {
        Invoke-Vault Remove-Secret -With @{ Name = 'find-a1' }
        Invoke-Vault Get-SecretInfo -With @{ Filter = 'find-a1' } | Should -BeNullOrEmpty
        (Invoke-Vault Remove-Secret -With @{ Name = 'find-a1' } 2>&1)[0].FullyQualifiedErrorId | Should -BeLike 'SecretNotFound,*'
    }

    It 'says that a secret has expired' {
        $store = (Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key) -Detached).Store
        $null = Protect-Secret brief 'gone' -ExpiresAt ([DateTimeOffset]::UtcNow.AddMilliseconds(300)) -Store $store
        Disconnect-SecurityStore -Store $store
        Start-Sleep -Milliseconds 500
        (Invoke-Vault Get-Secret -With @{ Name = 'brief' } 2>&1)[0].FullyQualifiedErrorId | Should -BeLike 'SecretExpired,*'
    }
}

Describe 'Several vaults' {
    It 'are apart from one another, and from the connected store' {
        Invoke-Vault Set-Secret -With @{ Name = 'shared'; Secret = 'in the main store' }
        Invoke-Vault Get-Secret -With @{ Name = 'shared' } | Should -Be 'in the main store'
        Invoke-Vault Get-Secret other -With @{ Name = 'shared' } | Should -Be 'in the other store'
        (Get-SecurityStore).Id | Should -Be $connected
        Get-ProtectedSecret | Should -BeNullOrEmpty
    }

    It 'are opened anew when one is registered for another folder' {
        Invoke-Vault Get-Secret main -With @{ Name = 'shared' } -Parameters $vaults.other | Should -Be 'in the other store'
        Invoke-Vault Get-Secret main -With @{ Name = 'shared' } | Should -Be 'in the main store'
    }

    It 'take the key from an environment variable' {
        $env:ES_SUITE_VAULT_KEY = 'some text that is long'
        $null = Connect-SecurityStore (Join-Path $folder other) -KeyFile (Join-Path $folder key)
        $null = Add-StoreKeyProtector -EnvironmentVariable ES_SUITE_VAULT_KEY
        $null = Connect-SecurityStore (Join-Path $folder connected) -KeyFile (Join-Path $folder key)
        Invoke-Vault Get-Secret byvariable -With @{ Name = 'shared' } -Parameters @{ Path = $vaults.other.Path; EnvironmentVariable = 'ES_SUITE_VAULT_KEY' } | Should -Be 'in the other store'
        Invoke-Vault Unregister-SecretVault byvariable -Parameters @{}
        Remove-Item env:ES_SUITE_VAULT_KEY
        (Invoke-Vault Get-Secret byvariable -With @{ Name = 'shared' } -Parameters @{ Path = $vaults.other.Path; EnvironmentVariable = 'ES_SUITE_VAULT_KEY' } 2>&1)[0].FullyQualifiedErrorId |
            Should -BeLike 'EnvironmentKeyMissing,*'
    }
}

Describe 'A locked vault' {
    It 'says so, for every function, and how to unlock it' {
        foreach ($call in @(
            @{ Command = 'Get-Secret'; With = @{ Name = 'shared' } }
            @{ Command = 'Get-SecretInfo'; With = @{ Filter = '*' } }
            @{ Command = 'Set-Secret'; With = @{ Name = 'x'; Secret = 'y' } }
            @{ Command = 'Set-SecretInfo'; With = @{ Name = 'x'; Metadata = @{} } }
            @{ Command = 'Remove-Secret'; With = @{ Name = 'x' } }
        )) {
            { Invoke-Vault $call.Command locked -With $call.With } | Should -Throw "*is locked*Unlock-SecretVault -Name 'locked'*" -ErrorId 'SecretVaultLocked' -Because $call.Command
        }
        $answer = @(Invoke-Vault Test-SecretVault locked 2>&1)
        $answer[0].FullyQualifiedErrorId | Should -BeLike 'SecretVaultLocked*'
        $answer[1] | Should -BeFalse
    }

    It 'opens with its passphrase only, and shows none in the error' {
        $problem = @(Invoke-Vault Unlock-SecretVault locked -With @{ Password = ConvertTo-SuiteSecret 'open wesame' } 2>&1)
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'StoreUnlockFailed,*'
        "$($problem | Format-List * -Force | Out-String)" | Should -Not -Match 'wesame'
        { Invoke-Vault Get-Secret locked -With @{ Name = 'shared' } } | Should -Throw -ErrorId 'SecretVaultLocked'
        Invoke-Vault Unlock-SecretVault locked -With @{ Password = ConvertTo-SuiteSecret 'open sesame' }
        Invoke-Vault Get-Secret locked -With @{ Name = 'shared' } | Should -Be 'behind a passphrase'
        Invoke-Vault Test-SecretVault locked | Should -BeTrue
    }

    It 'is locked again when it is unregistered' {
        Invoke-Vault Unregister-SecretVault locked
        { Invoke-Vault Get-Secret locked -With @{ Name = 'shared' } } | Should -Throw -ErrorId 'SecretVaultLocked'
    }

    It 'locks itself after the idle time that it was registered with' {
        $parameters = $vaults.locked + @{ IdleTimeout = '1s' }
        Invoke-Vault Unlock-SecretVault locked -With @{ Password = ConvertTo-SuiteSecret 'open sesame' } -Parameters $parameters
        Invoke-Vault Get-Secret locked -With @{ Name = 'shared' } -Parameters $parameters | Should -Be 'behind a passphrase'
        Start-Sleep -Milliseconds 1800
        { Invoke-Vault Get-Secret locked -With @{ Name = 'shared' } -Parameters $parameters } | Should -Throw -ErrorId 'SecretVaultLocked'
    }
}

Describe 'A vault that is registered wrongly' {
    It 'says what is wrong: <Id>' -ForEach @(
        @{ Id = 'SecretVaultPathRelative'; Parameters = { @{ Path = 'store'; KeyFile = Join-Path $folder key } } }
        @{ Id = 'SecretVaultPathRelative'; Parameters = { @{ Path = $vaults.main.Path; KeyFile = 'key' } } }
        @{ Id = 'SecretVaultParameterUnknown'; Parameters = { @{ Folder = 'x' } } }
        @{ Id = 'SecretVaultPassphraseRefused'; Parameters = { @{ Path = $vaults.main.Path; Passphrase = 'hunter2' } } }
        @{ Id = 'KeyFileMissing'; Parameters = { @{ Path = $vaults.main.Path; KeyFile = Join-Path $folder none } } }
        @{ Id = 'StoreNotFound'; Parameters = { @{ Path = Join-Path $folder none; KeyFile = Join-Path $folder key } } }
    ) {
        $problem = @(Invoke-Vault Get-Secret wrong -With @{ Name = 'x' } -Parameters (& $Parameters) 2>&1)
        $problem[0].FullyQualifiedErrorId | Should -BeLike "$Id*"
        "$problem" | Should -Not -Match 'hunter2'
    }
}
