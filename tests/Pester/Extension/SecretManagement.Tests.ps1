# Through the real SecretManagement where it is installed; Contract.Tests.ps1 shows the same without it. It keeps its registry
# in the home folder, so that each test's process has one of its own.
BeforeDiscovery {
    $missing = -not (Get-Module -ListAvailable Microsoft.PowerShell.SecretManagement)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder one) -KeyFile (Join-Path $folder key)
    $null = Protect-Secret db 'first'
    $null = Initialize-SecurityStore (Join-Path $folder two) -Passphrase (ConvertTo-SuiteSecret 'open sesame')
    $null = Protect-Secret db 'second'
    Disconnect-SecurityStore

    function Invoke-WithVaults([scriptblock] $Script) {
        $start = {
            $env:HOME = $Folder
            $env:PSModulePath = (Split-Path $ModulePath) + [IO.Path]::PathSeparator + $env:PSModulePath
            $ErrorActionPreference = 'Continue'
            function ConvertTo-Secret([string] $text) { ConvertTo-SecureString $text -AsPlainText -Force }
            $mark = [guid]::NewGuid().ToString('n').Substring(0, 8)
            $v1, $v2 = "one-$mark", "two-$mark"
            Register-SecretVault -Name $v1 -ModuleName "$ModulePath/EnterpriseSecurity.psd1" -VaultParameters @{ Path = "$Folder/one"; KeyFile = "$Folder/key" }
            Register-SecretVault -Name $v2 -ModuleName "$ModulePath/EnterpriseSecurity.psd1" -VaultParameters @{ Path = "$Folder/two" }
        }
        Invoke-SuiteProcess -Variable @{ Folder = $folder } -Script "$start`ntry { $Script } finally { Unregister-SecretVault `$v1, `$v2 }"
    }
}

AfterAll { Remove-SuiteFolder $folder }

Describe 'SecretManagement' -Skip:$missing -Tag SecretManagement {
    It 'reads vaults of ours, apart from one another' {
        $run = Invoke-WithVaults {
            Get-Secret db -Vault $v1 -AsPlainText
            Unlock-SecretVault $v2 -Password (ConvertTo-Secret 'open sesame')
            Get-Secret db -Vault $v2 -AsPlainText
            Test-SecretVault $v1
            (Get-Secret db -Vault $v1).GetType().Name
            (Get-Command Get-Secret).Source
        }
        $run.Output | Should -Be @('first', 'second', 'True', 'SecureString', 'Microsoft.PowerShell.SecretManagement')
    }

    It 'takes all five types there and back' {
        $run = Invoke-WithVaults {
            Set-Secret t-string 'text' -Vault $v1
            Set-Secret t-secure (ConvertTo-Secret hidden) -Vault $v1
            Set-Secret t-credential ([pscredential]::new('bob', (ConvertTo-Secret pw))) -Vault $v1
            Set-Secret t-bytes ([byte[]](1, 2)) -Vault $v1
            Set-Secret t-table @{ a = 'x'; b = [byte[]](3, 4) } -Vault $v1
            (Get-SecretInfo t-* -Vault $v1 | ForEach-Object { "$($_.Name)=$($_.Type)" }) -join ' '
            Get-Secret t-string -Vault $v1 -AsPlainText
            Get-Secret t-secure -Vault $v1 -AsPlainText
            (Get-Secret t-credential -Vault $v1).GetNetworkCredential().Password
            "$(Get-Secret t-bytes -Vault $v1)"
            $table = Get-Secret t-table -Vault $v1 -AsPlainText
            "$($table.a) $($table.b)"
        }
        $run.Output | Should -Be @('t-bytes=ByteArray t-credential=PSCredential t-secure=SecureString t-string=String t-table=Hashtable', 'text', 'hidden', 'pw', '1 2', 'x 3 4')
    }

    It 'keeps metadata with their types' {
        $run = Invoke-WithVaults {
            Set-Secret m x -Vault $v1 -Metadata @{ owner = 'Al'; port = 5; at = [datetime]::new(2026, 1, 2, 3, 4, 5, [DateTimeKind]::Utc) }
            $metadata = (Get-SecretInfo m -Vault $v1).Metadata
            "$($metadata.owner) $($metadata.port.GetType().Name) $($metadata.at.ToString('O'))"
            Set-Secret m y -Vault $v1
            (Get-SecretInfo m -Vault $v1).Metadata.Count
            Set-SecretInfo m -Metadata @{ k = 'v' } -Vault $v1
            (Get-SecretInfo m -Vault $v1).Metadata.Keys -join ','
            Get-SecretInfo m -Vault $v1 | Set-SecretInfo -Metadata @{ k = 'w' }
            (Get-SecretInfo m -Vault $v1).Metadata.k
        }
        $run.Output | Should -Be @('Al Int32 2026-01-02T03:04:05.0000000Z', '3', 'k', 'w')
    }

    It 'says that a vault is locked, without a prompt, and passes our errors on' {
        $run = Invoke-WithVaults {
            $script = {
                Get-Secret db -Vault $v2
                Get-SecretInfo -Vault $v2
                Set-Secret n 5 -Vault $v1
                Remove-Secret none -Vault $v1
                Unlock-SecretVault $v2 -Password (ConvertTo-Secret wrong)
                Get-Secret none -Vault $v1
            }
            & $script 2>&1 | ForEach-Object { "$($_.FullyQualifiedErrorId): $_" }
            try { Set-Secret db x -Vault $v1 -NoClobber } catch { "$_" }
        }
        $run.Output[0] | Should -BeLike "*The vault '*' is locked. Run Unlock-SecretVault -Name*"
        $run.Output[1] | Should -BeLike "*The vault '*' is locked. Run Unlock-SecretVault -Name*"
        $run.Output[2] | Should -BeLike 'SecretTypeUnsupported,*'
        $run.Output[3] | Should -BeLike 'SecretNotFound,*'
        $run.Output[4] | Should -BeLike 'StoreUnlockFailed,*'
        $run.Output[5] | Should -BeLike 'GetSecretNotFound,*'
        $run.Output[6] | Should -BeLike '*already exists in vault*'
        $run.Output.Count | Should -Be 7
    }

    It 'finds a secret in whichever vault has it, and leaves the connected store alone' {
        $run = Invoke-WithVaults {
            Set-Secret here 'in one' -Vault $v1
            Unlock-SecretVault $v2 -Password (ConvertTo-Secret 'open sesame')
            Set-Secret there 'in two' -Vault $v2
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            $null = Initialize-SecurityStore "$Folder/mine-$mark" -KeyFile "$Folder/key"
            Get-Secret here -AsPlainText
            Get-Secret there -AsPlainText
            (Get-SecurityStore).Path -eq "$Folder/mine-$mark"
            @(Get-ProtectedSecret).Count
            Get-SecretInfo here | Get-Secret -AsPlainText
        }
        $run.Output | Should -Be @('in one', 'in two', 'True', '0', 'in one')
    }

    It 'copies from vault to vault by its own means' {
        $run = Invoke-WithVaults {
            Unlock-SecretVault $v2 -Password (ConvertTo-Secret 'open sesame')
            Set-Secret walk 'about' -Metadata @{ n = 1 } -Vault $v2
            Get-SecretInfo walk -Vault $v2 | Set-Secret -Vault $v1
            Get-Secret walk -Vault $v1 -AsPlainText
            (Get-SecretInfo walk -Vault $v1).Metadata.n
        }
        $run.Output | Should -Be @('about', '1')
    }

    It 'locks a vault that is unregistered' {
        $run = Invoke-WithVaults {
            Unlock-SecretVault $v2 -Password (ConvertTo-Secret 'open sesame')
            Unregister-SecretVault $v2
            Register-SecretVault -Name $v2 -ModuleName "$ModulePath/EnterpriseSecurity.psd1" -VaultParameters @{ Path = "$Folder/two" }
            Get-Secret db -Vault $v2 2>&1 | ForEach-Object { "$_" }
        }
        $run.Output | Should -BeLike "*is locked*"
    }
}
