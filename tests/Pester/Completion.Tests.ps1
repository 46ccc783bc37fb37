# Completion of everything that has a name: that each such parameter has it, and what a user gets who presses Tab.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    Import-SuiteModule
    $common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters
    $parameters = foreach ($command in Get-Command -Module EnterpriseSecurity) {
        foreach ($parameter in $command.Parameters.Values | Where-Object { $_.Name -notin $common }) {
            $type = $parameter.ParameterType.HasElementType ? $parameter.ParameterType.GetElementType() : $parameter.ParameterType
            @{
                Cmdlet = $command.Name; Name = $parameter.Name
                Type = [Nullable]::GetUnderlyingType($type) ?? $type
                Completer = $parameter.Attributes | Where-Object { $_ -is [Management.Automation.ArgumentCompleterAttribute] } | Select-Object -First 1 -ExpandProperty Type
                HasSet = [bool] ($parameter.Attributes | Where-Object { $_ -is [Management.Automation.ValidateSetAttribute] -or $_ -is [Management.Automation.ArgumentCompletionsAttribute] })
            }
        }
    }
    $completed = @($parameters | Where-Object Completer)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $null = Protect-Secret db-password secret -Tag @{ env = 'production' }
    $null = New-SshKeyPair deploy
    $apiKey = New-ApiKey ci-key docs:read -UserId ada -Tag @{ team = 'core' }
    $null = New-CertAuthority 'Example Root' -Name root-ca
    $null = New-JwtSigningKey signing
    $null = New-TotpSecret ada
    $null = New-ManagedKey managed -Type Hmac -Tag @{ owner = 'ops' }
    $null = New-Role editor docs:write
    $null = Grant-Role ada editor -Resource 'docs/*'
    $null = Add-PasswordHistory ada -Password (ConvertTo-SuiteSecret 'Correct-horse-7-battery')

    # What each completer offers in this store, among other things.
    $script:offers = @{
        ApiKeyIdCompleter = $apiKey.Id
        ApiKeyNameCompleter = 'ci-key'
        ApiKeyScopeCompleter = 'docs:read'
        ApiKeyTagCompleter = "@{ team = 'core' }"
        AuditActionCompleter = 'api_key_generated'
        CertificateAuthorityNameCompleter = 'root-ca'
        CertificateNameCompleter = 'root-ca'
        JwtSigningKeyNameCompleter = 'signing'
        ManagedKeyIdCompleter = "$((Get-ManagedKey managed).Id)"
        ManagedKeyNameCompleter = 'managed'
        ManagedKeyTagCompleter = "@{ owner = 'ops' }"
        PasswordUserCompleter = 'ada'
        PermissionCompleter = 'docs:write'
        ProtectorIdCompleter = "$((Get-StoreKeyProtector).Id)"
        ResourceCompleter = "'docs/*'"
        RoleNameCompleter = 'editor'
        RoleUserCompleter = 'ada'
        SecretIdCompleter = "$((Get-ProtectedSecret db-password).Id)"
        SecretNameCompleter = 'db-password'
        SecretTagCompleter = "@{ env = 'production' }"
        SshKeyNameCompleter = 'deploy'
        TotpUserIdCompleter = 'ada'
        UserIdCompleter = 'ada'
    }

    # Names of what does not exist yet, or lies outside of any store.
    $script:freeText = @(
        'New-*:Name', 'Import-*:Name', 'Protect-Secret:Name', '*:NewName', '*:CommonName', '*:DnsName', '*:HostName', '*:ServerName', '*:ComputerName', '*:AccountName'
        '*:AllowedCommonName', 'New-Jwt:Subject', '*-SshCertificate:KeyId', '*-SshCertificate:Principal', 'Revoke-Jwt:Id', '*-RequestSignature:KeyId'
        'Write-SecurityAudit:Action', '*-SecurityAudit:Resource', 'New-Role:Name'
        '*:EnvironmentVariable'
        # A client of somebody else's, ids of credentials that may be gone, and names in another vault.
        '*:ClientId', 'Get-KeyRotation*:CredentialId', 'Import-ProtectedSecret:SecretName'
    )
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Completion' {
    It 'is there for every parameter that names something' -TestCases @{ Parameters = $parameters } {
        $without = foreach ($one in $Parameters) {
            if ($one.Completer -or $one.HasSet -or $one.Type -notin [string], [hashtable]) { continue }
            if ($one.Name -notmatch '(Name|Id|Role|User|Tag|Scope|Permission|Algorithm|Authority|SigningKey|Parent|Action|Resource|Subject|InheritsFrom|Principal)$') { continue }
            $label = "$($one.Cmdlet):$($one.Name)"
            if (-not ($freeText | Where-Object { $label -like $_ })) { $label }
        }
        $without | Should -BeNullOrEmpty
    }

    It 'offers for <Cmdlet> -<Name> what there is' -ForEach $completed {
        if (-not $offers.ContainsKey($Completer.Name)) {
            Set-ItResult -Skipped -Because "what $($Completer.Name) offers is tested in its own domain"
            return
        }
        $line = "$Cmdlet -$Name "
        @((TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object { $_.CompletionText; $_.ListItemText }) | Should -Contain $offers[$Completer.Name]
    }

    It 'offers only what begins as what was typed' {
        $line = 'Get-ApiKey -Name CI'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'ci-key'
        $line = 'Get-SecurityAudit -Action api_key_'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | ForEach-Object { $_ | Should -BeLike 'api_key_*' }
    }

    It 'offers nothing, and no error, with no store' {
        $run = Invoke-SuiteProcess {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            foreach ($line in 'Get-ApiKey -Name x', 'Get-ProtectedSecret -Tag @', 'Grant-Role x -Resource x', 'Test-ApiKey -RequiredScope x') {
                @((TabExpansion2 $line $line.Length).CompletionMatches | Where-Object ResultType -EQ ParameterValue).Count
            }
            $Error.Count
        }
        $run.Output | Should -Be @('0', '0', '0', '0', '0')
    }
}
