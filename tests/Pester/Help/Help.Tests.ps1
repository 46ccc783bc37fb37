# What a user reads at the prompt.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $cmdlets = @(Get-Command -Module EnterpriseSecurity | ForEach-Object { @{ Name = $_.Name; Command = $_ } })
    $topics = @(Get-ChildItem (Join-Path $PSScriptRoot '../../../docs/about') -Filter 'about_*.md' | ForEach-Object { @{ Topic = $_.BaseName } })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule

    function Get-Words($Text) { ($Text | ForEach-Object { $_.Text } | Out-String).Trim() }
}

if ($cmdlets) {
    Describe 'The help of <Name>' -ForEach $cmdlets {
        BeforeAll {
            $script:help = Get-Help $Name -Full
        }

        It 'says in a sentence what it does, and then at length' {
            $help.Synopsis | Should -Match '^[A-Z].+\.$'
            $help.Synopsis | Should -Not -Match '^\s*$|\[<CommonParameters>\]'
            Get-Words $help.description | Should -Not -BeNullOrEmpty
        }

        It 'describes each parameter, and no other' {
            $common = [Management.Automation.Cmdlet]::CommonParameters
            $declared = @($Command.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object)
            $described = @(if ($help.parameters) { $help.parameters.parameter })
            @($described | ForEach-Object name | Sort-Object) -join ', ' | Should -Be ($declared -join ', ')
            foreach ($parameter in $described) { Get-Words $parameter.description | Should -Not -BeNullOrEmpty -Because "-$($parameter.name)" }
        }

        It 'shows the syntax that PowerShell knows' {
            @($help.syntax.syntaxItem) | Should -HaveCount $Command.ParameterSets.Count
        }

        It 'has two examples or more, with titles' {
            $examples = @($help.examples.example)
            $examples.Count | Should -BeGreaterOrEqual 2
            foreach ($example in $examples) {
                $example.title | Should -Match '^Example \d+: [A-Z]'
                $example.code | Should -Not -BeNullOrEmpty
                $example.code | Should -Not -Match '(?m)^PS\b.*>'
                # A name that is misspelt would be found by running it, but not here where it is said as well.
                $example.code | Should -Match $Name
            }
        }

        It 'leads on to what is there' {
            $links = @($help.relatedLinks.navigationLink.linkText)
            $links.Count | Should -BeGreaterThan 0
            foreach ($link in $links) {
                if ($link -like 'about_*') { Get-Help $link | Should -Not -BeNullOrEmpty -Because $link }
                elseif ($link -notlike 'http*') { Get-Command $link -Module EnterpriseSecurity -ErrorAction Ignore | Should -Not -BeNullOrEmpty -Because $link }
            }
        }
    }
}

Describe '<Topic>' -ForEach $topics {
    It 'is found by Get-Help, in lines that fit a terminal' {
        $text = Get-Help $Topic | Out-String
        $text | Should -Match "TOPIC\s+$Topic"
        $file = Join-Path (Get-SuiteModulePath) 'en-US' "$Topic.help.txt"
        @(Get-Content -LiteralPath $file | Where-Object Length -GT 80) | Should -BeNullOrEmpty
    }

    It 'has a synopsis' {
        (Get-Help -Category HelpFile -Name $Topic).Synopsis | Should -Match '\w+'
    }
}
