# Import-ProtectedSecret -FromSecretVault through the real SecretManagement, from a small vault of the test's own that keeps what it
# holds in a file, and from SecretStore where that is installed.
BeforeDiscovery {
    $missing = -not (Get-Module -ListAvailable Microsoft.PowerShell.SecretManagement)
    $withoutStore = $missing -or -not (Get-Module -ListAvailable Microsoft.PowerShell.SecretStore)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder

    # The smallest vault there is.
    $extension = Join-Path $folder 'SuiteVault' 'SuiteVault.Extension'
    $null = New-Item -ItemType Directory $extension
    Set-Content (Join-Path $folder 'SuiteVault' 'SuiteVault.psd1') "@{ ModuleVersion = '1.0'; NestedModules = @('./SuiteVault.Extension'); FunctionsToExport = @() }"
    Set-Content (Join-Path $extension 'SuiteVault.Extension.psd1') "@{ ModuleVersion = '1.0'; RootModule = 'SuiteVault.Extension.psm1'; FunctionsToExport = 'Get-Secret', 'Set-Secret', 'Remove-Secret', 'Get-SecretInfo', 'Test-SecretVault' }"
    Set-Content (Join-Path $extension 'SuiteVault.Extension.psm1') {
        function Read-All($where) { if (Test-Path $where.File) { Import-Clixml $where.File } else { @{} } }
        function Assert-Open($where) { if (Test-Path "$($where.File).locked") { throw [Microsoft.PowerShell.SecretManagement.PasswordRequiredException]::new('password, please') } }
        function Get-Secret {
            [CmdletBinding()] param($Name, $VaultName, $AdditionalParameters)
            if ($Name -eq 'broken') { Write-Error 'the vault could not read it'; return }
            $found = (Read-All $AdditionalParameters)[$Name]
            if ($found) { $PSCmdlet.WriteObject($found.Value.PSObject.BaseObject, $false) }
        }
        function Set-Secret($Name, $Secret, $VaultName, $AdditionalParameters, [hashtable] $Metadata) {
            $all = Read-All $AdditionalParameters
            $all[$Name] = @{ Value = $Secret; Metadata = $Metadata; Type = $Secret.GetType().Name -replace '\[\]', 'Array' }
            $all | Export-Clixml $AdditionalParameters.File
        }
        function Remove-Secret($Name, $VaultName, $AdditionalParameters) { }
        function Get-SecretInfo($Filter, $VaultName, $AdditionalParameters) {
            Assert-Open $AdditionalParameters
            $all = Read-All $AdditionalParameters
            foreach ($name in $all.Keys -like $Filter) {
                [Microsoft.PowerShell.SecretManagement.SecretInformation]::new($name, $all[$name].Type, $VaultName, [hashtable] $all[$name].Metadata)
            }
        }
        function Test-SecretVault($VaultName, $AdditionalParameters) { $true }
    }.ToString()

    # What every script does first and last: a home of its own, another vault with a secret of each type, a connected store.
    function Invoke-Import([scriptblock] $Script, [string] $Module = 'SuiteVault') {
        $start = {
            $env:HOME = $Folder
            $env:PSModulePath = $Folder + [IO.Path]::PathSeparator + $env:PSModulePath
            $ErrorActionPreference = 'Continue'
            function ConvertTo-Secret([string] $text) { ConvertTo-SecureString $text -AsPlainText -Force }
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            $mark = [guid]::NewGuid().ToString('n').Substring(0, 8)
            $vault = "old-$mark"
            Register-SecretVault -Name $vault -ModuleName $From -VaultParameters @{ File = "$Folder/$mark.xml" }
            if ($From -like '*SecretStore') { Set-SecretStoreConfiguration -Authentication None -Interaction None -Password (ConvertTo-Secret x) -Confirm:$false }
            Set-Secret text 'plain' -Vault $vault -Metadata @{ owner = 'Al'; port = 5; at = [datetime]::new(2026, 1, 2) }
            Set-Secret secure (ConvertTo-Secret hidden) -Vault $vault
            Set-Secret credential ([pscredential]::new('bob', (ConvertTo-Secret pw))) -Vault $vault
            Set-Secret bytes ([byte[]](7)) -Vault $vault
            Set-Secret table @{ a = 'x'; b = [byte[]](1, 2) } -Vault $vault
            $null = Initialize-SecurityStore "$Folder/store-$mark" -KeyFile "$Folder/key"
        }
        Invoke-SuiteProcess -Variable @{ Folder = $folder; From = $Module } -Script "$start`ntry { $Script } finally { Unregister-SecretVault `$vault }"
    }

    $script:checkAll = {
        (Import-ProtectedSecret -FromSecretVault $vault | Sort-Object Name | ForEach-Object { "$($_.Name)=$($_.Outcome):$($_.ValueKind)" }) -join ' '
        Unprotect-Secret text -AsPlainText
        (Get-ProtectedSecret text).ValueKind
        $tags = (Get-ProtectedSecret text).Tags
        "$($tags['owner']) $($tags['port']) $($tags['port#type']) $($tags['at'])"
        Unprotect-Secret secure -AsPlainText
        (Unprotect-Secret credential).GetNetworkCredential().Password
        "$(Unprotect-Secret bytes)"
        $table = Unprotect-Secret table -AsPlainText
        "$($table.a) $($table.b)"
        @(Get-SecretInfo -Vault $vault).Count
        Get-Secret text -Vault $vault -AsPlainText
    }
    $script:allImported = @(
        'bytes=Imported:Bytes credential=Imported:Credential secure=Imported:SecureText table=Imported:Table text=Imported:Text'
        'plain', 'Text', 'Al 5 int 2026-01-02T00:00:00.0000000', 'hidden', 'pw', '7', 'x 1 2', '5', 'plain'
    )
}

AfterAll { Remove-SuiteFolder $folder }

Describe 'Import-ProtectedSecret -FromSecretVault' -Skip:$missing -Tag SecretManagement {
    It 'brings every type and the metadata over, and leaves the source as it was' {
        (Invoke-Import $checkAll).Output | Should -Be $allImported
    }

    It 'brings them over from SecretStore' -Skip:$withoutStore {
        (Invoke-Import $checkAll -Module Microsoft.PowerShell.SecretStore).Output | Should -Be $allImported
    }

    It 'treats conflicts as asked, and takes only the names that are asked for' {
        $run = Invoke-Import {
            $null = Protect-Secret text 'mine' -Tag @{ k = 'v' }
            function Show($imported) { "$(@($imported | ForEach-Object { "$($_.Name)=$($_.Outcome):$($_.Version)" })) $(Unprotect-Secret text -AsPlainText)" }
            Show (Import-ProtectedSecret -FromSecretVault $vault -SecretName t*)
            Show (Import-ProtectedSecret -FromSecretVault $vault -SecretName text -OnConflict NewVersion)
            Unprotect-Secret text -Version 1 -AsPlainText
            (Get-ProtectedSecret text).Tags['owner']
            Show (Import-ProtectedSecret -FromSecretVault $vault -SecretName text -OnConflict Overwrite)
            @(Get-ProtectedSecret).Count
            @(Get-SecurityAudit -Action secrets_imported | Where-Object Resource -EQ text).Count
        }
        $run.Output[0] | Should -BeIn 'table=Imported:1 text=Skipped: mine', 'text=Skipped: table=Imported:1 mine'
        $run.Output[1..6] | Should -Be @('text=NewVersion:2 plain', 'mine', 'Al', 'text=Imported:1 plain', '2', '3')
    }

    It 'imports nothing with -WhatIf' {
        $run = Invoke-Import {
            Import-ProtectedSecret -FromSecretVault $vault -WhatIf | Out-Null
            @(Get-ProtectedSecret).Count
        }
        $run.Output[-1] | Should -Be '0'
        @($run.Output -like 'What if*').Count | Should -Be 5
    }

    It 'says which secret failed and why, and goes on with the others' {
        $run = Invoke-Import {
            Set-Secret broken 'x' -Vault $vault
            Set-Secret misnamed 'x' -Metadata @{ 'a#type' = 1 } -Vault $vault
            $all = Import-ProtectedSecret -FromSecretVault $vault -SecretName *, none -ErrorVariable problem -ErrorAction SilentlyContinue
            @($all | Where-Object Outcome -EQ Imported).Count
            ($all | Where-Object Outcome -EQ Failed | Sort-Object Name | ForEach-Object Name) -join ' '
            @($all | Where-Object Outcome -EQ Failed | Where-Object Reason).Count
            ($problem | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } | Sort-Object -Unique) -join ' '
        }
        $run.Output | Should -Be @('5', 'broken misnamed', '2', 'SecretNotInVault SecretVaultFailed ValueUnusable')
    }

    It 'refuses a vault that is locked or unknown' {
        $run = Invoke-Import {
            $null = New-Item "$Folder/$mark.xml.locked"
            try { Import-ProtectedSecret -FromSecretVault $vault } catch { $_.FullyQualifiedErrorId; "$_" }
            try { Import-ProtectedSecret -FromSecretVault nowhere } catch { $_.FullyQualifiedErrorId }
            @(Get-ProtectedSecret).Count
        }
        $run.Output[0] | Should -Be 'SecretVaultLocked,EnterpriseSecurity.Commands.Secrets.ImportProtectedSecretCommand'
        $run.Output[1] | Should -BeLike '*Unlock-SecretVault -Name old-*'
        $run.Output[2] | Should -Be 'SecretVaultNotFound,EnterpriseSecurity.Commands.Secrets.ImportProtectedSecretCommand'
        $run.Output[3] | Should -Be '0'
    }

    It 'moves from one vault of ours to the connected store' {
        $run = Invoke-Import {
            $null = Protect-Secret number 5 -Tag @{ team = 'ops' }
            $null = Initialize-SecurityStore "$Folder/next-$mark" -KeyFile "$Folder/key"
            Register-SecretVault -Name "ours-$mark" -ModuleName "$ModulePath/EnterpriseSecurity.psd1" -VaultParameters @{ Path = "$Folder/store-$mark"; KeyFile = "$Folder/key" }
            (Import-ProtectedSecret -FromSecretVault "ours-$mark").Name
            (Get-ProtectedSecret number).Tags['team']
            Unregister-SecretVault "ours-$mark"
        }
        $run.Output | Should -Be @('number', 'ops')
    }

    It 'completes the names of the vaults' {
        $run = Invoke-Import { (TabExpansion2 'Import-ProtectedSecret -FromSecretVault ol').CompletionMatches.CompletionText -eq $vault }
        $run.Output | Should -Not -BeNullOrEmpty
    }
}

Describe 'Import-ProtectedSecret -FromSecretVault without SecretManagement' {
    It 'reads whatever goes by its name and keeps to its commands' {
        $run = Invoke-SuiteProcess -Variable @{ Folder = $folder; StandIn = Join-Path $PSScriptRoot 'SecretManagementStandIn.ps1' } {
            $env:PSModulePath = Join-Path $PSHOME Modules
            . $StandIn
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            $null = Initialize-SecurityStore "$Folder/stand-in" -KeyFile "$Folder/key"
            Import-ProtectedSecret -FromSecretVault LocalVault | ForEach-Object { "$($_.Name) $($_.Outcome) $($_.ValueKind)" }
            Unprotect-Secret old-password -AsPlainText
            (Get-ProtectedSecret old-password).Tags['port#type']
            (TabExpansion2 'Import-ProtectedSecret -FromSecretVault Lo').CompletionMatches.CompletionText
        }
        $run.Output | Should -Be @('old-login Imported Credential', 'old-password Imported Text', 'from the old vault', 'int', 'LocalVault')
    }

    It 'says that it is not installed, and what to install' {
        $run = Invoke-SuiteProcess -Variable @{ Folder = $folder } {
            $env:PSModulePath = Join-Path $PSHOME Modules
            $PSModuleAutoLoadingPreference = 'None'
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            $null = Initialize-SecurityStore "$Folder/alone" -KeyFile "$Folder/key"
            try { Import-ProtectedSecret -FromSecretVault any } catch { $_.FullyQualifiedErrorId; "$_" }
        }
        $run.Output[0] | Should -Be 'SecretManagementMissing,EnterpriseSecurity.Commands.Secrets.ImportProtectedSecretCommand'
        $run.Output[1] | Should -BeLike '*Install-PSResource Microsoft.PowerShell.SecretManagement*'
    }

    It 'needs a connected store' {
        Disconnect-SecurityStore
        { Import-ProtectedSecret -FromSecretVault any } | Should -Throw -ErrorId 'StoreNotConnected,EnterpriseSecurity.Commands.Secrets.ImportProtectedSecretCommand'
    }
}
