BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    Import-SuiteModule
    $cmdlets = @(Get-Command -Module EnterpriseSecurity | ForEach-Object { @{ Name = $_.Name; Command = $_ } })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    Import-SuiteModule
    $script:root = Split-Path (Split-Path $PSScriptRoot)
    $script:assembly = [EnterpriseSecurity.ModuleLoader].Assembly
    $script:libraries = @(Get-ChildItem (Join-Path (Get-SuiteModulePath) 'lib') -Recurse -Filter *.dll | ForEach-Object BaseName)
    $script:testFiles = @(Get-ChildItem $PSScriptRoot -Recurse -Filter '*-*.Tests.ps1')

    # The types that a type is made of: element types and generic arguments too.
    function Get-TypePart([type] $Type) {
        if ($Type.HasElementType) { return Get-TypePart $Type.GetElementType() }
        $Type
        if ($Type.IsGenericType) { $Type.GetGenericArguments() | ForEach-Object { Get-TypePart $_ } }
    }

    function Get-ForeignType([type[]] $Type) {
        $Type | Where-Object { $_ } | ForEach-Object { Get-TypePart $_ } |
            Where-Object { $_.Assembly.GetName().Name -in $libraries } | ForEach-Object FullName | Select-Object -Unique
    }

    function Test-CommonParameter([string] $Name) {
        $Name -in [Management.Automation.Cmdlet]::CommonParameters -or $Name -in [Management.Automation.Cmdlet]::OptionalCommonParameters
    }
}

Describe 'The exports' {
    It 'are the cmdlets of the assembly, no more and no less' {
        $listed = @((Import-PowerShellDataFile (Join-Path (Get-SuiteModulePath) 'EnterpriseSecurity.psd1')).CmdletsToExport | Sort-Object)
        $declared = @(
            foreach ($type in $assembly.GetExportedTypes()) {
                $attribute = [Reflection.CustomAttributeExtensions]::GetCustomAttribute($type, [Management.Automation.CmdletAttribute])
                if ($attribute -and -not $type.IsAbstract) { "$($attribute.VerbName)-$($attribute.NounName)" }
            }
        ) | Sort-Object
        $listed -join "`n" | Should -Be (@($declared) -join "`n")
    }

    It 'leave SecretManagement its names' {
        Get-Command -Module EnterpriseSecurity | Where-Object Name -In 'Get-Secret', 'Set-Secret', 'Remove-Secret', 'Get-SecretInfo', 'Set-SecretInfo' |
            Should -BeNullOrEmpty
    }
}

Describe 'The library''s public surface' {
    It 'has no type of another library in it' {
        $core = [EnterpriseSecurity.SecurityException].Assembly
        $flags = [Reflection.BindingFlags]'Public, Instance, Static, DeclaredOnly'
        $used = foreach ($type in $core.GetExportedTypes()) {
            $type.BaseType
            $type.GetInterfaces()
            foreach ($member in $type.GetMembers($flags)) {
                switch ($member.MemberType) {
                    'Method' { $member.ReturnType; $member.GetParameters() | ForEach-Object ParameterType }
                    'Constructor' { $member.GetParameters() | ForEach-Object ParameterType }
                    'Property' { $member.PropertyType }
                    'Field' { $member.FieldType }
                    'Event' { $member.EventHandlerType }
                }
            }
        }
        Get-ForeignType $used | Should -BeNullOrEmpty
    }
}

if ($cmdlets) {
    Describe '<Name>' -ForEach $cmdlets {
        It 'has a default view for what it writes' {
            $views = @((Get-FormatData -TypeName 'EnterpriseSecurity.*').TypeNames)
            foreach ($type in $Command.OutputType.Type | Where-Object { $_.Namespace -like 'EnterpriseSecurity*' }) { $views | Should -Contain $type.FullName }
        }

        It 'has an approved verb and a singular noun' {
            $Command.Verb | Should -BeIn (Get-Verb).Verb
            $Command.Noun | Should -Not -Match '((?<!s|Statu|Statistic)s|ies)$' -Because 'nouns are singular, as Status is; Statistics is the name of a figure''s kind'
            $Command.Noun | Should -MatchExactly '^[A-Z][A-Za-z0-9]+$'
        }

        It 'is a sealed class in a file of its own' {
            $Command.ImplementingType.IsSealed | Should -BeTrue
            $file = "$($Command.Verb)$($Command.Noun)Command"
            $Command.ImplementingType.Name | Should -BeExactly $file
            Get-ChildItem (Join-Path $root 'src/EnterpriseSecurity/Commands') -Recurse -Filter "$file.cs" | Should -HaveCount 1
        }

        It 'declares what it writes' {
            $Command.OutputType | Should -Not -BeNullOrEmpty
        }

        It 'has a test file of its own' {
            @($testFiles | Where-Object Name -EQ "$Name.Tests.ps1") | Should -HaveCount 1
        }

        It 'has no type of another library in its parameters or output' {
            Get-ForeignType (@($Command.Parameters.Values.ParameterType) + @($Command.OutputType.Type)) | Should -BeNullOrEmpty
        }

        It 'has a -WhatIf, and a test of it, when it asks before it acts' {
            $attribute = [Reflection.CustomAttributeExtensions]::GetCustomAttribute($Command.ImplementingType, [Management.Automation.CmdletAttribute])
            if ($Command.Verb -in 'Remove', 'Revoke', 'Clear') {
                $attribute.SupportsShouldProcess | Should -BeTrue -Because 'what destroys asks first'
                $attribute.ConfirmImpact | Should -Be 'High' -Because 'what destroys asks first'
            }
            if ($attribute.SupportsShouldProcess) {
                $Command.Parameters.Keys | Should -Contain 'WhatIf'
                $file = $testFiles | Where-Object Name -EQ "$Name.Tests.ps1" | Select-Object -First 1
                $file | Should -Not -BeNullOrEmpty
                $file.FullName | Should -FileContentMatch '-WhatIf'
            }
        }

        It 'spells the parameters that all cmdlets share in one way' {
            foreach ($parameter in $Command.Parameters.Values | Where-Object { -not (Test-CommonParameter $_.Name) }) {
                switch ($parameter.Name) {
                    'LiteralPath' {
                        $parameter.Aliases | Should -Contain 'PSPath'
                        $parameter.Aliases | Should -Contain 'LP'
                    }
                    { $_ -in 'ExpiresIn', 'Within', 'RatePeriod', 'IdleTimeout' } {
                        [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType | Should -Be ([timespan]) -Because $_
                        $parameter.Attributes.TypeId.Name | Should -Contain 'DurationTransformationAttribute' -Because $_
                    }
                    { $_ -in 'Password', 'Passphrase' } {
                        $parameter.ParameterType | Should -BeIn ([securestring]), ([securestring[]]), ([pscredential]) -Because "$_ must not be plain text"
                    }
                }
            }
        }
    }
}
