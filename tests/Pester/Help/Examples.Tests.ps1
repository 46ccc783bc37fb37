# Runs every example that Get-Help shows, as it stands. Each has a temporary folder as its location and a connected
# store of its own, in which '<Domain>.Fixture.ps1' has put what its domain's examples take for granted.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $examples = @(
        foreach ($command in Get-Command -Module EnterpriseSecurity) {
            $help = Get-Help $command.Name
            if ($help.PSObject.Properties['examples'] -and $help.examples) {
                foreach ($example in $help.examples.example) {
                    @{
                        Cmdlet  = $command.Name
                        Domain  = $command.ImplementingType.Namespace.Split('.')[-1]
                        Example = $example.title -replace '^Example \d+: '
                        Code    = $example.code
                    }
                }
            }
        }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:root = New-SuiteFolder
    $script:variables = [Environment]::GetEnvironmentVariables()
    # The cmdlets that said something with -Verbose.
    $script:told = [Collections.Generic.HashSet[string]]::new()
    $script:looksLikeKey = 'es[kr]_[A-Za-z0-9]{10}|es-share-|-----BEGIN|\beyJ[A-Za-z0-9_-]{10}|\$argon2|\$2[aby]\$|otpauth://'

    # The examples have a runspace of their own: they see no variable of the tests, and get none from one another.
    $initial = [initialsessionstate]::CreateDefault2()
    $initial.ImportPSModule((Join-Path (Get-SuiteModulePath) 'EnterpriseSecurity.psd1'))
    $script:runspace = [runspacefactory]::CreateRunspace($initial)
    $runspace.Open()

    function Invoke-Example([string] $Code, [string] $Domain) {
        $folder = (New-Item -ItemType Directory (Join-Path $root ([guid]::NewGuid().ToString('n')))).FullName
        $fixture = Join-Path $PSScriptRoot "$Domain.Fixture.ps1"
        $runspace.ResetRunspaceState()
        $shell = [powershell]::Create($runspace)
        try {
            $null = $shell.AddScript({
                param($folder, $fixture, $code)
                $ErrorActionPreference = 'Stop'
                $ConfirmPreference = 'None'
                $ProgressPreference = 'SilentlyContinue'
                $PSNativeCommandUseErrorActionPreference = $true
                $null = New-Item -ItemType Directory (Join-Path $folder work)
                Set-Location -LiteralPath (Join-Path $folder work)
                # What is the user's own is here too.
                $userFolder = (New-Item -ItemType Directory (Join-Path $folder home)).FullName
                Set-Variable HOME $userFolder -Force
                (Get-PSProvider FileSystem).Home = $userFolder
                $env:HOME = $env:USERPROFILE = $userFolder
                $env:ENTERPRISE_SECURITY_HOME = Join-Path $userFolder store
                $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder store.key)
                if (Test-Path -LiteralPath $fixture) { . $fixture }
                # A scope of its own, in which nothing of this one is in the way.
                $__code = [scriptblock]::Create($code)
                Remove-Variable folder, fixture, code, userFolder
                $VerbosePreference = 'Continue'
                . $__code | Out-String -Width 120
            }.ToString(), $true).AddParameters(@{ folder = $folder; fixture = $fixture; code = $Code })
            $shell.Invoke()
            if ($shell.Streams.Error.Count -gt 0) { throw $shell.Streams.Error[0] }
            Test-Story $shell.Streams.Verbose $fixture
        }
        finally {
            $shell.Commands.Clear()
            $null = $shell.AddScript('Disconnect-SecurityStore; Set-Location ([IO.Path]::GetTempPath())').Invoke()
            $shell.Dispose()
            Restore-Environment
            Remove-SuiteFolder $folder
        }
    }

    # The secrets that a fixture plants. One that is a word of ordinary text proves nothing.
    function Get-Planted([string] $Fixture) {
        $text = [IO.File]::ReadAllText($Fixture)
        @([regex]::Matches($text, "(?m)(?:ConvertTo-SecureString|Protect-Secret (?:-Name )?[\w'-]+(?: -Value)?) '([^']+)'") | ForEach-Object { $_.Groups[1].Value }) |
            Where-Object { $_ -ne 'example' } | Select-Object -Unique
    }

    # Notes who said something with -Verbose, and that it was no secret.
    function Test-Story($Story, [string] $Fixture) {
        $planted = @(if (Test-Path -LiteralPath $Fixture) { Get-Planted $Fixture })
        foreach ($line in $Story) {
            if ($line.InvocationInfo) { $null = $told.Add($line.InvocationInfo.MyCommand.Name) }
            foreach ($one in $planted) { if ($line.Message.Contains($one)) { throw "A verbose line has the secret '$one': $line" } }
            if ($line.Message -cmatch $looksLikeKey) { throw "A verbose line has what looks like a key: $line" }
        }
    }

    # Variables of the environment are the whole process's.
    function Restore-Environment {
        foreach ($name in @([Environment]::GetEnvironmentVariables().Keys)) {
            if (-not $variables.Contains($name)) { [Environment]::SetEnvironmentVariable($name, $null) }
        }
        foreach ($name in $variables.Keys) { [Environment]::SetEnvironmentVariable($name, $variables[$name]) }
    }
}

AfterAll {
    $runspace.Dispose()
    Remove-SuiteFolder $root
}

if ($examples) {
    Describe 'The examples' -Tag Example -ForEach @{ Examples = $examples } {
        It '<Cmdlet>: <Example>' -ForEach $examples {
            Invoke-Example $Code $Domain
        }

        It 'tell with -Verbose what was done, by every cmdlet that works with a store' {
            $silent = Get-Command -Module EnterpriseSecurity | Where-Object { $_.Name -in $examples.Cmdlet -and $_.Parameters.ContainsKey('Store') -and $_.Name -notin $told } | ForEach-Object Name
            $silent | Should -BeNullOrEmpty
        }
    }
}
