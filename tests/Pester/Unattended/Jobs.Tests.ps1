# samples/unattended in the surroundings that schedulers give: what is in the environment, where the key is, no terminal, no input.
BeforeDiscovery {
    $noAccounts = $IsWindows -or "$(id -u)" -ne '0' -or -not (Get-Command setfacl, setpriv -ErrorAction Ignore | Measure-Object | Where-Object Count -EQ 2)
    $noVerifier = $IsWindows -or -not (Get-Command systemd-analyze -ErrorAction Ignore)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $script:samples = [IO.Path]::Combine($PSScriptRoot, '..', '..', '..', 'samples', 'unattended')
    $script:nightly = Join-Path $samples 'nightly.ps1'
    $script:store = Join-Path $folder store
    $script:key = Join-Path $folder key
    $script:pwsh = [Environment]::ProcessPath
    $null = Initialize-SecurityStore $store -KeyFile $key
    $env:ES_SUITE_KEY = [Convert]::ToBase64String([Security.Cryptography.RandomNumberGenerator]::GetBytes(32))
    $null = Add-StoreKeyProtector -EnvironmentVariable ES_SUITE_KEY
    $null = Protect-Secret lasting 'x' -ExpiresIn 365d
    Disconnect-SecurityStore

    # Runs a shell command in an environment of nothing but what is given, and gives its exit code and all its output.
    function Invoke-Bare([string] $Command, [hashtable] $Environment = @{}) {
        $all = @{ PATH = '/usr/local/bin:/usr/bin:/bin'; PSModulePath = Split-Path (Get-SuiteModulePath); POWERSHELL_TELEMETRY_OPTOUT = '1'; NO_COLOR = '1' }
        foreach ($name in $Environment.Keys) { $all[$name] = $Environment[$name] }
        foreach ($name in 'DOTNET_ROOT', 'DOTNET_SYSTEM_GLOBALIZATION_INVARIANT') { if (Test-Path "env:$name") { $all[$name] = (Get-Item "env:$name").Value } }
        $output = & env -i @($all.GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" }) bash -c $Command 2>&1 | ForEach-Object { "$_" }
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = @($output) -join "`n" }
    }

    $script:run = "'$pwsh' -NoProfile -NonInteractive -File '$nightly' -Store '$store'"
}

AfterAll {
    Remove-Item env:ES_SUITE_KEY -ErrorAction Ignore
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'A systemd service' -Skip:$IsWindows {
    BeforeAll {
        $script:credentials = (New-Item -ItemType Directory (Join-Path $folder 'credentials')).FullName
        Copy-Item $key (Join-Path $credentials 'store.key')
    }

    It 'reads its credential, of mode <Mode>' -ForEach @{ Mode = '0400' }, @{ Mode = '0440' } {
        # With an access list, as systemd makes where the file system has them, the mode shows 0440.
        chmod $Mode (Join-Path $credentials 'store.key')
        $result = Invoke-Bare "$run < /dev/null" @{ CREDENTIALS_DIRECTORY = $credentials }
        $result.Output | Should -BeNullOrEmpty
        $result.ExitCode | Should -Be 0
    }

    It 'reads root''s file through the access list that systemd gives its account' -Skip:$noAccounts {
        $place = Join-Path $folder 'account'
        $own, $granted = 'own', 'granted' | ForEach-Object { (New-Item -ItemType Directory (Join-Path $place $_)).FullName }
        Copy-Item (Get-SuiteModulePath) (Join-Path $place 'modules' 'EnterpriseSecurity') -Recurse
        Copy-Item $nightly $place
        Copy-Item $key (Join-Path $granted 'store.key')
        chmod 0755 $folder $place
        chmod -R a+rX (Join-Path $place modules) (Join-Path $place 'nightly.ps1')
        chmod 0400 (Join-Path $granted 'store.key')
        setfacl -m u:nobody:r (Join-Path $granted 'store.key')
        chmod 0500 $granted
        setfacl -m u:nobody:rx $granted
        cp -a $store (Join-Path $own 'store')
        chown -R nobody $own
        $command = "cd / && setpriv --reuid=nobody --clear-groups '$pwsh' -NoProfile -NonInteractive -File '$place/nightly.ps1' -Store '$own/store' < /dev/null"
        $result = Invoke-Bare $command @{ CREDENTIALS_DIRECTORY = $granted; PSModulePath = Join-Path $place modules }
        $result.Output | Should -BeNullOrEmpty
        $result.ExitCode | Should -Be 0
    }

    It 'does not take a credential that everybody can read, nor another file of mode 0440' {
        chmod 0444 (Join-Path $credentials 'store.key')
        (Invoke-Bare "$run < /dev/null" @{ CREDENTIALS_DIRECTORY = $credentials }).ExitCode | Should -Be 1
        chmod 0440 (Join-Path $credentials 'store.key')
        $result = Invoke-Bare "$run -KeyFile '$credentials/store.key' < /dev/null"
        $result.ExitCode | Should -Be 1
        $result.Output | Should -Match 'others can read it'
    }

    It 'ends with 1 and says which file is missing, when it has no credential' {
        $result = Invoke-Bare "$run < /dev/null" @{ CREDENTIALS_DIRECTORY = Join-Path $folder 'nothing' }
        $result.ExitCode | Should -Be 1
        $result.Output | Should -Match 'There is no key file'
    }

    It 'is described by units that systemd accepts' -Skip:$noVerifier {
        foreach ($unit in 'nightly.service', 'nightly.timer') {
            # The program's path is this machine's.
            (Get-Content (Join-Path $samples $unit) -Raw).Replace('/usr/bin/pwsh', $pwsh) | Set-Content (Join-Path $folder $unit)
        }
        $output = systemd-analyze verify (Join-Path $folder 'nightly.service') (Join-Path $folder 'nightly.timer') 2>&1
        @($output | Where-Object { "$_" -match 'nightly\.(service|timer)' }) | Should -BeNullOrEmpty
    }
}

Describe 'A cron job' -Skip:$IsWindows {
    It 'reads the key from a descriptor that is <Kind>' -ForEach @(
        @{ Kind = 'a file'; Redirect = "-KeyFile /dev/fd/3 3< '{0}' < /dev/null" }
        @{ Kind = 'a pipe'; Redirect = "-KeyFile /dev/fd/3 3< <(cat '{0}') < /dev/null" }
        @{ Kind = 'the standard input'; Redirect = "-KeyFile /dev/stdin < '{0}'" }
    ) {
        $result = Invoke-Bare "$run $($Redirect -f $key)" @{ HOME = $folder; LOGNAME = 'secrets'; SHELL = '/bin/sh' }
        $result.Output | Should -BeNullOrEmpty
        $result.ExitCode | Should -Be 0
    }

    It 'ends with 1 when the descriptor is not there' {
        $result = Invoke-Bare "$run -KeyFile /dev/fd/900 < /dev/null"
        $result.ExitCode | Should -Be 1
        $result.Output | Should -Match "key file '/dev/fd/900'"
    }

    It 'is described by a line with what the sample needs' {
        $line = Get-Content (Join-Path $samples 'nightly.cron') | Where-Object { $_ -match 'pwsh' }
        $line | Should -Match '-NonInteractive'
        $line | Should -Match '-KeyFile /dev/fd/3 3< '
    }
}

Describe 'A container' -Skip:$IsWindows {
    It 'reads the key from its environment' {
        $result = Invoke-Bare "$run < /dev/null" @{ SECURITY_MASTER_KEY = $env:ES_SUITE_KEY }
        $result.Output | Should -BeNullOrEmpty
        $result.ExitCode | Should -Be 0
    }

    It 'ends with 1 and names the variable, when it is <Case>' -ForEach @(
        @{ Case = 'not set'; Environment = @{}; Text = "'SECURITY_MASTER_KEY' is not set" }
        @{ Case = 'another key'; Environment = @{ SECURITY_MASTER_KEY = 'hunter2-hunter2' }; Text = 'does not unlock the store' }
    ) {
        $result = Invoke-Bare "$run < /dev/null" $Environment
        $result.ExitCode | Should -Be 1
        ($result.Output -replace '\s*\n[\s|]*', ' ') | Should -Match $Text
        $result.Output | Should -Not -Match 'hunter2'
    }
}

Describe 'The Windows task' {
    It 'is registered by a script that parses, with arguments that ask nothing' {
        $problems = $null
        $null = [Management.Automation.Language.Parser]::ParseFile((Join-Path $samples 'Register-Nightly.ps1'), [ref] $null, [ref] $problems)
        $problems | Should -BeNullOrEmpty
        Get-Content (Join-Path $samples 'Register-Nightly.ps1') -Raw | Should -Match '-NonInteractive'
    }

    It 'finds a key file in a folder with a space' {
        $there = (New-Item -ItemType Directory (Join-Path $folder 'with space') -Force).FullName
        Copy-Item $key (Join-Path $there 'store.key')
        & $pwsh -NoProfile -NonInteractive -Command "`$env:PSModulePath = '$(Split-Path (Get-SuiteModulePath))'; & '$nightly' -Store '$store' -KeyFile '$there/store.key'; exit `$LASTEXITCODE"
        $LASTEXITCODE | Should -Be 0
    }
}

Describe 'The exit code' -Skip:$IsWindows {
    BeforeAll { $script:withKey = "$run -KeyFile '$key'" }

    It 'is 3 when something expires, and names it' {
        $null = Connect-SecurityStore $store -KeyFile $key
        $null = Protect-Secret brief 'the value' -ExpiresIn 2d
        Disconnect-SecurityStore
        $result = Invoke-Bare "$withKey < /dev/null"
        $result.ExitCode | Should -Be 3
        $result.Output | Should -Match 'brief expires at'
        $result.Output | Should -Not -Match 'the value'
    }

    It 'is 1 when the store is not there, and when a parameter is missing' {
        (Invoke-Bare "'$pwsh' -NoProfile -NonInteractive -File '$nightly' -Store '$folder/none' -KeyFile '$key' < /dev/null").ExitCode | Should -Be 1
        $result = Invoke-Bare "'$pwsh' -NoProfile -NonInteractive -File '$nightly' < /dev/null"
        $result.ExitCode | Should -Be 1
        $result.Output | Should -Match 'Store'
    }

    It 'is 0 after an error, unless the script stops at errors' {
        $file = Join-Path $folder 'careless.ps1'
        Set-Content $file "Import-Module EnterpriseSecurity; Connect-SecurityStore '$folder/none' -KeyFile '$key'; Get-ProtectedSecret"
        (Invoke-Bare "'$pwsh' -NoProfile -NonInteractive -File '$file' < /dev/null").ExitCode | Should -Be 0
        (Invoke-Bare "'$pwsh' -NoProfile -NonInteractive -Command '`$ErrorActionPreference = ""Stop""; & ""$file""' < /dev/null").ExitCode | Should -Be 1
    }

    It 'is 2 when the store fails its check' {
        $copy = Join-Path $folder 'changed'
        cp -a $store $copy
        $trail = Get-ChildItem (Join-Path $copy audit) -Filter *.jsonl | Select-Object -First 1
        $lines = @(Get-Content $trail.FullName)
        $lines[0] = $lines[0].Replace('"success"', '"denied!"')
        Set-Content $trail.FullName $lines
        (Invoke-Bare "'$pwsh' -NoProfile -NonInteractive -File '$nightly' -Store '$copy' -KeyFile '$key' < /dev/null").ExitCode | Should -Be 2
    }
}
