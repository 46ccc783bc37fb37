# Every default view, rendered 100 columns wide from an object of the type's own properties, filled wide.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    Import-SuiteModule
    $tables = foreach ($view in Get-FormatData -TypeName 'EnterpriseSecurity.*') {
        if ($view.FormatViewDefinition.Control.Where({ $_ -is [Management.Automation.TableControl] })) { @{ Name = $view.TypeNames[0] } }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    Import-SuiteModule
    $script:now = [datetimeoffset]::Now

    function Get-WideValue([type] $Type) {
        $Type = [Nullable]::GetUnderlyingType($Type) ?? $Type
        if ($Type.IsEnum) { return [enum]::GetValues($Type) | Sort-Object { "$_".Length } | Select-Object -Last 1 }
        if ($Type -eq [string]) { return 'wide-' * 20 }
        if ($Type -eq [bool]) { return $false }
        if ($Type -in [int], [long]) { return 86400 }
        if ($Type -eq [datetimeoffset]) { return $now.AddDays(90) }
        if ($Type -eq [timespan]) { return [timespan]::FromDays(90.5) }
        if ($Type -ne [string] -and [Collections.IEnumerable].IsAssignableFrom($Type)) { return , @(('wide-' * 10), ('wide-' * 10)) }
        $null
    }

    # The type's own properties, under its name; no object of the type itself, which only the library can make.
    function New-WideObject([string] $TypeName) {
        $type = [EnterpriseSecurity.SecurityException].Assembly.GetType($TypeName) ?? [EnterpriseSecurity.ModuleLoader].Assembly.GetType($TypeName)
        $object = [pscustomobject]@{}
        foreach ($property in $type.GetProperties()) { $object.PSObject.Properties.Add([psnoteproperty]::new($property.Name, (Get-WideValue $property.PropertyType))) }
        $object.PSObject.TypeNames.Insert(0, $TypeName)
        $object
    }
}

Describe 'The table of <Name>' -ForEach $tables {
    It 'has every heading whole, on one line, in 100 columns' {
        $control = (Get-FormatData -TypeName $Name).FormatViewDefinition.Control.Where({ $_ -is [Management.Automation.TableControl] })[0]
        $columns = $control.Rows[0].Columns
        $headings = for ($i = 0; $i -lt $columns.Count; $i++) { $control.Headers[$i].Label ? $control.Headers[$i].Label : $columns[$i].DisplayEntry.Value }
        $lines = @((New-WideObject $Name | Out-String -Width 100) -split '\r?\n' | Where-Object { $_ })
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
        $lines[0].Trim() -split '\s+(?=\S)' | Should -Be ($headings -split ' ') -Because 'no heading is cut, left out or wrapped'
        $lines[1] | Should -Match '^[- ]+$'
    }

    It 'shows a date whole' {
        $text = New-WideObject $Name | Out-String -Width 100
        $text | Should -Not -Match '\d{4}-\d\d-\d\d[^\r\n]{0,6}…' -Because 'a date that is cut says the wrong thing'
    }
}

Describe 'The lists' {
    It 'have a heading for whatever they work out' {
        foreach ($view in Get-FormatData -TypeName 'EnterpriseSecurity.*') {
            foreach ($list in $view.FormatViewDefinition.Control.Where({ $_ -is [Management.Automation.ListControl] })) {
                $list.Entries.Items | Where-Object { $_.DisplayEntry.ValueType -eq 'ScriptBlock' -and -not $_.Label } | Should -BeNullOrEmpty -Because $view.TypeNames[0]
            }
        }
    }
}

Describe 'What ends' {
    It 'is in the colour of errors once it is over, of warnings within 30 days, and plain before' {
        $rendering = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'Ansi'
        try {
            [EnterpriseSecurity.ExpiryText]::Of($now.AddDays(-1), $PSStyle) | Should -Match "^$([regex]::Escape($PSStyle.Formatting.Error))\d{4}-\d\d-\d\d \d\d:\d\d$([regex]::Escape($PSStyle.Reset))`$"
            [EnterpriseSecurity.ExpiryText]::Of($now.AddDays(29), $PSStyle) | Should -Match "^$([regex]::Escape($PSStyle.Formatting.Warning))\d{4}-\d\d-\d\d \d\d:\d\d$([regex]::Escape($PSStyle.Reset))`$"
            [EnterpriseSecurity.ExpiryText]::Of($now.AddDays(31), $PSStyle) | Should -Match '^\d{4}-\d\d-\d\d \d\d:\d\d$'
        }
        finally {
            $PSStyle.OutputRendering = $rendering
        }
        [EnterpriseSecurity.ExpiryText]::Of($null, $PSStyle) | Should -BeNullOrEmpty
        [EnterpriseSecurity.ExpiryText]::Of($now.AddDays(-1)) | Should -Match '^\d{4}-\d\d-\d\d \d\d:\d\d$'
    }

    It 'is coloured in a view where the host shows colour, and plain where it does not' {
        $run = Invoke-SuiteProcess {
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            $one = [pscustomobject]@{ PSTypeName = 'EnterpriseSecurity.AccessControl.RoleAssignment'; UserId = 'ada'; ExpiresAt = [datetimeoffset]::Now.AddDays(-1) }
            foreach ($rendering in 'Ansi', 'PlainText') {
                $PSStyle.OutputRendering = $rendering
                ($one | Out-String -Width 100).Contains("$($PSStyle.Formatting.Error)2")
            }
        }
        $run.Output | Should -Be @('True', 'False')
    }

    It 'is plain under NO_COLOR and when it is redirected' {
        $run = Invoke-SuiteProcess {
            $script = "Import-Module '$ModulePath/EnterpriseSecurity.psd1'; [pscustomobject]@{ PSTypeName = 'EnterpriseSecurity.AccessControl.RoleAssignment'; UserId = 'ada'; ExpiresAt = [datetimeoffset]::Now.AddDays(-1) }"
            $env:NO_COLOR = $null
            # PowerShell colours the headings of a table even there; the date is ours.
            "$(& ([Environment]::ProcessPath) -NoProfile -Command $script)" -match "`e\[[0-9;]*m\d{4}-"
            $env:NO_COLOR = '1'
            "$(& ([Environment]::ProcessPath) -NoProfile -Command $script)" -match "`e"
        }
        $run.Output | Should -Be @('False', 'False')
    }

    It 'is shown by every view that has an expiry, the same way' {
        $files = @(Get-ChildItem (Get-SuiteModulePath) -Recurse -Filter *.Format.ps1xml)
        foreach ($file in $files) {
            $file.FullName | Should -Not -FileContentMatch '<PropertyName>(ExpiresAt|NotAfter|ValidBefore|RefreshExpiresAt)</PropertyName>'
        }
    }
}
