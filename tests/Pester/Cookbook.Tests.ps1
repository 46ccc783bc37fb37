# The jobs of docs/cookbook.md, their commands taken from the document itself. With ENTERPRISE_SECURITY_WRITE_COOKBOOK set,
# what they print is written into it instead of compared with it.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    Import-SuiteModule
    $text = [IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, '..', '..', 'docs', 'cookbook.md')) -replace "`r"
    $found = [regex]::Matches($text, '(?ms)^## (?<Number>\d+)\. (?<Title>[^\n]+)\n(?:(?!^## ).)*?^```powershell\n(?<Commands>.*?)^```\n^```text\n(?<Transcript>.*?)^```')
    $withoutVault = -not (Get-Module -ListAvailable Microsoft.PowerShell.SecretManagement) -or
        -not (Get-Module -ListAvailable Microsoft.PowerShell.SecretStore) -or
        -not (Get-Command Import-ProtectedSecret).Parameters.ContainsKey('FromSecretVault')
    $jobs = foreach ($one in $found) {
        $number = [int] $one.Groups['Number'].Value
        @{
            Number = $number; Title = $one.Groups['Title'].Value; Commands = $one.Groups['Commands'].Value; Transcript = $one.Groups['Transcript'].Value
            Skip = $number -eq 9 -and $withoutVault
        }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    $script:document = [IO.Path]::Combine($PSScriptRoot, '..', '..', 'docs', 'cookbook.md')

    # What stands around the commands: an empty home, a connected store, and somebody who answers.
    $script:before = {
        $null = New-Item -ItemType Directory $Folder -Force
        Set-Location $Folder
        $env:HOME = $Folder
        $env:USERPROFILE = $Folder
        $env:ENTERPRISE_SECURITY_HOME = "$Folder/store"
        $PSStyle.OutputRendering = 'PlainText'
        Import-Module "$ModulePath/EnterpriseSecurity.psd1"
        function Read-Host([string] $Prompt, [switch] $AsSecureString) {
            if ($AsSecureString) { return ConvertTo-SecureString 'correct horse battery staple' -AsPlainText -Force }
            Get-TotpCode $factor.Secret
        }
        function psql { if ($env:NEW.Length -eq 32) { 'ALTER ROLE' } else { throw 'There is no new password.' } }
        function Use-OldVault {
            Import-Module Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore
            Set-SecretStoreConfiguration -Authentication None -Interaction None -Confirm:$false -Password (ConvertTo-SecureString x -AsPlainText -Force)
            Register-SecretVault LocalVault -ModuleName Microsoft.PowerShell.SecretStore
            Set-Secret db-password 'correct horse' -Vault LocalVault -Metadata @{ env = 'production' }
            Set-Secret mail-relay ([pscredential]::new('relay', (ConvertTo-SecureString pw -AsPlainText -Force))) -Vault LocalVault
        }
        $null = Initialize-SecurityStore -Passphrase (Read-Host -AsSecureString 'Passphrase')
    }

    # What must hold after each job, beyond that it ran.
    $script:after = @{
        1 = { (Get-SshAuthorizedKey -Path ./authorized_keys).Fingerprint -eq (Get-SshKey deploy).Fingerprint }
        2 = { (Unprotect-Secret db-password -AsPlainText).Length -eq 32; (Unprotect-Secret db-password -Version 1 -AsPlainText) -eq 'correct horse battery staple' }
        3 = { -not (Test-ApiKey $key.Key -RequiredScope admin) }
        4 = { -not (Test-Cert -Name api.example.com -HostName other.example.com -TrustedRoot (Get-CertInfo -Name internal-ca).Path) }
        5 = { (ConvertFrom-Jwt $token).Claims.sub -eq 'ada' }
        6 = { (Get-TotpEnrollment ada).State -eq 'Active' }
        7 = { -not (Test-Permission ada docs:delete) }
        8 = {
            @(Import-Csv ./march.csv).Count -eq 0
            # The same with this month, in which there is something to export.
            $month = [datetimeoffset]::new([datetime]::UtcNow.Year, [datetime]::UtcNow.Month, 1, 0, 0, 0, [timespan]::Zero)
            $null = Export-SecurityAudit ./month.csv -After $month -Before $month.AddMonths(1)
            @(Import-Csv ./month.csv).Count -ge 2
        }
        9 = { (Unprotect-Secret db-password -AsPlainText) -eq 'correct horse'; (Unprotect-Secret mail-relay).UserName -eq 'relay'; -not (Get-SecretVault LocalVault -ErrorAction Ignore) }
        10 = { (Get-SecurityStore).Path -eq "$Folder/restored"; Test-SecurityStore }
    }

    # Takes out what differs from run to run, without moving what stands beside it.
    function Get-Comparable([string] $Text) {
        $lines = $Text -replace "`r" -split "`n" | ForEach-Object { $_.TrimEnd() } | Where-Object { $_ -and $_ -notmatch '[█▀▄]' }
        $lines -replace 'SHA256:\S+', 'FINGERPRINT' -replace '[\d/-]{8,10}[ T]\d{1,2}:\d\d(:\d\d)?([ \u202f][AP]M)?( [+-]\d\d:\d\d|Z)?', 'TIME' -replace '\d{4}-\d\d-\d\d', 'DATE' `
            -replace '(?<![\w.])[\w+/=.-]{12,}', 'VALUE' -replace '^(Path|StoreId|Id) +: .*', '$1' -replace '(?<=AAAA)\S+', 'KEY' -replace ' +', ' '
    }
}

Describe 'The cookbook' {
    It 'has ten jobs, each of at most three commands' -TestCases @{ Jobs = $jobs } {
        $Jobs.Number | Should -Be (1..10)
        foreach ($job in $Jobs) {
            $errors = $null
            $script = [Management.Automation.Language.Parser]::ParseInput($job.Commands, [ref] $null, [ref] $errors)
            $errors | Should -BeNullOrEmpty -Because $job.Title
            $script.EndBlock.Statements.Count | Should -BeIn (1..3) -Because $job.Title
        }
    }

    It 'does job <Number>: <Title>' -ForEach ($jobs | Where-Object { -not $_.Skip }) {
        $folder = New-SuiteFolder
        try {
            $vault = if ($Number -eq 9) { 'Use-OldVault' }
            $run = Invoke-SuiteProcess -Variable @{ Folder = Join-Path $folder home; Commands = $Commands } -Script "$before
                $vault
                # One by one, as at a prompt, where each output has the view of its own.
                foreach (`$statement in [scriptblock]::Create(`$Commands).Ast.EndBlock.Statements) {
                    . ([scriptblock]::Create(`$statement.Extent.Text)) | Out-String -Width 100
                }
                '----'
                . {$($after[$Number])}"
            $run.ExitCode | Should -Be 0 -Because ($run.Output -join "`n")
            # About the folder that all temporary folders are in, which is nothing to the job.
            $output = @($run.Output -notmatch '^WARNING: Users other than the owner')
            $end = [array]::IndexOf($output, '----')
            $end | Should -BeGreaterThan -1
            @($output | Select-Object -Skip ($end + 1)) | Select-Object -Unique | Should -Be 'True'

            $shown = ($output[0..($end - 1)] -join "`n").Replace((Join-Path $folder home), '/home/ada').Trim("`r", "`n") -replace '(?m)[ ]+$' -replace '(\n){3,}', "`n`n"
            if ($env:ENTERPRISE_SECURITY_WRITE_COOKBOOK) {
                $text = [IO.File]::ReadAllText($document)
                $between = $Commands + '```' + "`n" + '```' + "text`n"
                [IO.File]::WriteAllText($document, $text.Replace("$between$Transcript", "$between$shown`n"))
            }
            elseif (-not $IsWindows) {
                (Get-Comparable $shown) -join "`n" | Should -Be ((Get-Comparable $Transcript) -join "`n")
            }
        }
        finally {
            Remove-SuiteFolder $folder
        }
    }

    if ($jobs | Where-Object Skip) {
        It 'does job 9' -Skip { }
    }
}
