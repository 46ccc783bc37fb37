# What the functions of the extension do, each of them one call of the module's own cmdlets; loaded at the first call of
# one. They never prompt: a store that no parameter of the vault unlocks is unlocked with Unlock-SecretVault.
#
# A failure is written rather than thrown, because SecretManagement puts a sentence of its own in place of a thrown one;
# only 'locked' is thrown, as the type that SecretManagement passes on as it is.

# The stores that this session has opened: one for each vault, apart from one another and from the connected store.
$script:Vaults = @{}

function New-VaultError {
    param([string] $Id, [Management.Automation.ErrorCategory] $Category, [string] $VaultName, [string] $Message, [type] $Type = [Management.Automation.PSInvalidOperationException])
    [Management.Automation.ErrorRecord]::new($Type::new($Message), $Id, $Category, $VaultName)
}

# A path of the vault's parameters. They are read in a runspace whose current location nobody knows, so that a relative one is refused.
function Resolve-VaultPath {
    param([string] $VaultName, [string] $Parameter, [string] $Path)
    if ($Path -eq '~' -or $Path -match '^~[\\/]') { $Path = $HOME + $Path.Substring(1) }
    if (-not [IO.Path]::IsPathFullyQualified($Path)) {
        throw (New-VaultError SecretVaultPathRelative InvalidArgument $VaultName "The $Parameter '$Path' of the vault '$VaultName' is relative, and SecretManagement does not keep the location that it was given at. Register the vault with a full path, or one that begins with '~'.")
    }
    [IO.Path]::GetFullPath($Path)
}

# What the vault was registered with, as parameters of Connect-SecurityStore.
function Get-VaultParameter {
    param([string] $VaultName, [hashtable] $AdditionalParameters)
    $connect = @{}
    foreach ($name in $AdditionalParameters.Keys) {
        switch ($name) {
            'Verbose' { }
            { $_ -in 'Path', 'KeyFile' } { $connect[$name] = Resolve-VaultPath $VaultName $name $AdditionalParameters[$name] }
            { $_ -in 'EnvironmentVariable', 'Dpapi', 'IdleTimeout' } { $connect[$name] = $AdditionalParameters[$name] }
            { $_ -in 'Passphrase', 'Password' } {
                throw (New-VaultError SecretVaultPassphraseRefused InvalidArgument $VaultName "The vault '$VaultName' is registered with a passphrase, which SecretManagement keeps in clear. Register it without, change the passphrase, and unlock the vault with Unlock-SecretVault.")
            }
            default {
                throw (New-VaultError SecretVaultParameterUnknown InvalidArgument $VaultName "The vault '$VaultName' is registered with the parameter '$name', which does not exist. There are Path, KeyFile, EnvironmentVariable, Dpapi and IdleTimeout.")
            }
        }
    }
    $connect
}

function Close-Vault {
    param([string] $VaultName)
    $vault = $script:Vaults[$VaultName]
    $script:Vaults.Remove($VaultName)
    if ($vault) { EnterpriseSecurity\Disconnect-SecurityStore -Store $vault.Store }
}

function Close-AllVaults {
    foreach ($name in @($script:Vaults.Keys)) { Close-Vault $name }
}

function Open-Vault {
    param([string] $VaultName, [hashtable] $Connect)
    Close-Vault $VaultName
    $store = (EnterpriseSecurity\Connect-SecurityStore @Connect -Detached -ErrorAction Stop).Store
    $script:Vaults[$VaultName] = @{ Path = $Connect['Path']; Store = $store }
    $store
}

# The store of a vault: the one that is open, or one that the vault's parameters open.
function Get-VaultStore {
    param([string] $VaultName, [hashtable] $AdditionalParameters)
    $connect = Get-VaultParameter $VaultName $AdditionalParameters
    $vault = $script:Vaults[$VaultName]
    if ($vault -and $vault.Path -ceq $connect['Path'] -and $vault.Store.Store.IsOpen) { return $vault.Store }

    if (-not ($connect.ContainsKey('KeyFile') -or $connect.ContainsKey('EnvironmentVariable') -or $connect.ContainsKey('Dpapi'))) {
        $type = 'Microsoft.PowerShell.SecretManagement.PasswordRequiredException' -as [type]
        if (-not $type) { $type = [Management.Automation.PSInvalidOperationException] }
        throw (New-VaultError SecretVaultLocked AuthenticationError $VaultName "The vault '$VaultName' is locked. Run Unlock-SecretVault -Name '$VaultName', or register it with a KeyFile or EnvironmentVariable for use without a prompt." $type)
    }
    Open-Vault $VaultName $connect
}

function ConvertTo-VaultTag {
    param([string] $VaultName, [hashtable] $Metadata)
    try { [EnterpriseSecurity.Conversion.SecretMetadata]::ToTags($Metadata) }
    catch [Management.Automation.MethodInvocationException] {
        throw (New-VaultError SecretMetadataUnusable InvalidArgument $VaultName $_.Exception.InnerException.Message)
    }
}

# Writes a failure as the calling function's own error; that the vault is locked is thrown on.
function Write-VaultError {
    param([Management.Automation.PSCmdlet] $Caller, [Management.Automation.ErrorRecord] $Record)
    if ($Record.FullyQualifiedErrorId -like 'SecretVaultLocked*') { throw $Record }
    $Caller.WriteError($Record)
}

function Get-Secret {
    [CmdletBinding()]
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    try {
        $store = Get-VaultStore $VaultName $AdditionalParameters
        $value = EnterpriseSecurity\Unprotect-Secret -Name $Name -Store $store -AsStored -ErrorAction Stop
        # Numbers and dates, which SecretManagement does not know, come as their text.
        if ($value -is [datetime]) { $value = $value.ToString('O') } elseif ($value -is [valuetype]) { $value = "$value" }
        # Bare and whole: SecretManagement does not look into a PSObject.
        $PSCmdlet.WriteObject($value.PSObject.BaseObject, $false)
    }
    catch {
        # Nothing is the answer for 'not here': SecretManagement looks on in the other vaults.
        if ($_.FullyQualifiedErrorId -notlike 'SecretNotFound,*') { Write-VaultError $PSCmdlet $_ }
    }
}

function Set-Secret {
    [CmdletBinding()]
    param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters, [hashtable] $Metadata)
    try {
        if (-not ($Secret -is [string] -or $Secret -is [securestring] -or $Secret -is [pscredential] -or $Secret -is [byte[]] -or $Secret -is [hashtable])) {
            throw (New-VaultError SecretTypeUnsupported InvalidArgument $VaultName "A secret of the vault '$VaultName' is a string, SecureString, PSCredential, byte[] or hashtable. Give '$Name' as one of these.")
        }
        $store = Get-VaultStore $VaultName $AdditionalParameters
        # SecretManagement says 'no metadata' with an empty table: what tags there are stay.
        $tags = if ($Metadata -and $Metadata.Count) { @{ Tag = ConvertTo-VaultTag $VaultName $Metadata } } else { @{} }
        $null = EnterpriseSecurity\Protect-Secret -Name $Name -Value $Secret -Store $store -Force @tags -Confirm:$false -ErrorAction Stop
    }
    catch { Write-VaultError $PSCmdlet $_ }
}

function Remove-Secret {
    [CmdletBinding()]
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    try { EnterpriseSecurity\Remove-ProtectedSecret -Name $Name -Store (Get-VaultStore $VaultName $AdditionalParameters) -Force -ErrorAction Stop }
    catch { Write-VaultError $PSCmdlet $_ }
}

function Get-SecretInfo {
    [CmdletBinding()]
    param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)
    $types = @{ Text = 'String'; SecureText = 'SecureString'; Credential = 'PSCredential'; Bytes = 'ByteArray'; Table = 'Hashtable' }
    $class = 'Microsoft.PowerShell.SecretManagement.SecretInformation' -as [type]
    try {
        $pattern = [WildcardPattern]::new(($Filter ? $Filter : '*'), 'IgnoreCase')
        foreach ($info in EnterpriseSecurity\Get-ProtectedSecret -Store (Get-VaultStore $VaultName $AdditionalParameters) -ErrorAction Stop) {
            if ($info.Name -ne $Filter -and -not $pattern.IsMatch($info.Name)) { continue }
            $metadata = [EnterpriseSecurity.Conversion.SecretMetadata]::FromTags($info.Tags)
            $type = $types["$($info.ValueKind)"] ?? 'String'
            if ($class) { $class::new($info.Name, $type, $VaultName, $metadata) }
            else { [pscustomobject]@{ Name = $info.Name; Type = $type; VaultName = $VaultName; Metadata = $metadata } }
        }
    }
    catch { Write-VaultError $PSCmdlet $_ }
}

function Set-SecretInfo {
    [CmdletBinding()]
    param([string] $Name, [hashtable] $Metadata, [string] $VaultName, [hashtable] $AdditionalParameters)
    try {
        $store = Get-VaultStore $VaultName $AdditionalParameters
        $null = EnterpriseSecurity\Set-ProtectedSecret -Name $Name -Tag (ConvertTo-VaultTag $VaultName $Metadata) -Store $store -Confirm:$false -ErrorAction Stop
    }
    catch { Write-VaultError $PSCmdlet $_ }
}

function Test-SecretVault {
    [CmdletBinding()]
    param([string] $VaultName, [hashtable] $AdditionalParameters)
    try { EnterpriseSecurity\Test-SecurityStore -Store (Get-VaultStore $VaultName $AdditionalParameters) -ErrorAction Stop }
    catch {
        $PSCmdlet.WriteError($_)
        $false
    }
}

function Unlock-SecretVault {
    [CmdletBinding()]
    param([securestring] $Password, [string] $VaultName, [hashtable] $AdditionalParameters)
    try {
        $connect = Get-VaultParameter $VaultName $AdditionalParameters
        foreach ($other in 'KeyFile', 'EnvironmentVariable', 'Dpapi') { $connect.Remove($other) }
        $null = Open-Vault $VaultName ($connect + @{ Passphrase = $Password })
    }
    catch { Write-VaultError $PSCmdlet $_ }
}

function Unregister-SecretVault {
    [CmdletBinding()]
    param([string] $VaultName, [hashtable] $AdditionalParameters)
    Close-Vault $VaultName
}

# The extension calls these by the module, and they are nobody else's.
Export-ModuleMember -Function @()
