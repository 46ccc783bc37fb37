BeforeDiscovery {
    $git = $null -ne (Get-Command git -CommandType Application -ErrorAction Ignore)
    $cannotClose = $IsWindows -or ((id -u) -eq 0 -and -not (Get-Command setpriv -CommandType Application -ErrorAction Ignore))
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
    $script:planted = 'Planted & "secret" <1>'
    $null = Protect-Secret db-password $planted
    $null = Protect-Secret old-password 'the old value of it'
    $null = Update-ProtectedSecret old-password 'the new value of it'
    $null = Protect-Secret login ([pscredential]::new('bob', (ConvertTo-SuiteSecret 'login-of-bob-9')))
    $null = Protect-Secret table @{ user = 'x'; key = 'member-of-table-7' }
    $null = Protect-Secret bytes ([byte[]](1..40))
    $null = Protect-Secret pin 'abc'
    $script:key = New-ApiKey ci -Prefix acme

    # A folder with one leak in each file, by name.
    $script:project = Join-Path $folder project
    $null = New-Item -ItemType Directory (Join-Path $project 'sub folder')
    $files = @{
        'plain.txt'            = "one`ntwo $planted"
        'sub folder/deep.json' = @{ password = $planted } | ConvertTo-Json
        'basic.txt'            = "Authorization: Basic $([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("alice:$planted")))"
        'encoded.ps1'          = "pwsh -EncodedCommand $([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("Connect '$planted'")))"
        'url.txt'              = "https://h/?p=$([uri]::EscapeDataString($planted))"
        'old.txt'              = 'the old value of it'
        'login.txt'            = 'login-of-bob-9'
        'table.txt'            = 'member-of-table-7'
        'bytes.txt'            = [Convert]::ToHexString([byte[]](1..40))
        'key.txt'              = "X-Api-Key: $($key.Key)"
        'clean.txt'            = "nothing here: abc, db-password, $($key.Id), password=hunter2"
    }
    foreach ($file in $files.Keys) { Set-Content -LiteralPath (Join-Path $project $file) -Value $files[$file] -NoNewline }
    Set-Content -LiteralPath (Join-Path $project 'wide.txt') -Value "x $planted" -Encoding unicode
    [IO.File]::WriteAllBytes((Join-Path $project 'binary.bin'), [byte[]](0, 1) + [Text.Encoding]::UTF8.GetBytes($planted))
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Find-SecretLeak' {
    It 'finds each planted secret, and says where and which' {
        $leaks = @(Find-SecretLeak $project -Scope File -WarningAction SilentlyContinue)
        $found = $leaks | ForEach-Object { "$([IO.Path]::GetRelativePath($project, $_.Path).Replace('\', '/')):$($_.Line):$($_.Column) $($_.SecretName) $($_.Version) $($_.Form)$($_.Kind -ne 'StoreSecret' ? $_.Kind : '')" } | Sort-Object
        $found | Should -Be (@(
                'basic.txt:1:30 db-password 1 Base64'
                'bytes.txt:1:1 bytes 1 Hex'
                'encoded.ps1:1:46 db-password 1 Base64Utf16'
                'key.txt:1:12 ci  ApiKey'
                'login.txt:1:1 login 1 Plain'
                'old.txt:1:1 old-password 1 Plain'
                'plain.txt:2:5 db-password 1 Plain'
                'sub folder/deep.json:2:16 db-password 1 JsonEscaped'
                'table.txt:1:1 table 1 Plain'
                'url.txt:1:14 db-password 1 UrlEncoded'
                'wide.txt:1:3 db-password 1 Plain'
            ) | Sort-Object)
    }

    It 'never says what' {
        $all = Find-SecretLeak $project -IncludeBinary -Verbose *>&1
        $shown = ($all | Out-String -Width 4000) + ($all | Format-List * | Out-String -Width 4000) + ($all | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue) + (Get-SecurityAudit | ConvertTo-Json -Depth 4)
        foreach ($secret in $planted, $key.Key, 'login-of-bob-9', 'member-of-table-7', 'the old value') { $shown | Should -Not -Match ([regex]::Escape($secret)) }
        $shown | Should -Match 'Too short to be searched for: .*pin'
    }

    It 'takes paths by parameter, piped, by property name and literally' {
        $file = Join-Path $project 'plain.txt'
        (Find-SecretLeak $file -Scope File 3>$null).SecretName | Should -Be db-password
        ($file | Find-SecretLeak -Scope File 3>$null).SecretName | Should -Be db-password
        (Get-Item $file | Find-SecretLeak -Scope File 3>$null).SecretName | Should -Be db-password
        @(Get-ChildItem $project -File | Find-SecretLeak -Scope File 3>$null).Count | Should -BeGreaterThan 9
        (Find-SecretLeak (Join-Path $project 'pla*.txt') -Scope File 3>$null).SecretName | Should -Be db-password
        $odd = Join-Path $folder 'a[1].txt'
        Set-Content -LiteralPath $odd -Value $planted
        (Find-SecretLeak -LiteralPath $odd -Scope File 3>$null).Path | Should -Be $odd
        Find-SecretLeak (Join-Path $project 'clean.txt') -Scope File 3>$null | Should -BeNullOrEmpty
    }

    It 'passes over what is no text, and over what is too large, unless it is told otherwise' {
        $file = Join-Path $project 'binary.bin'
        Find-SecretLeak $file -Scope File 3>$null | Should -BeNullOrEmpty
        $leak = Find-SecretLeak $file -Scope File -IncludeBinary 3>$null
        $leak.SecretName, $leak.Line | Should -Be db-password, $null
        Find-SecretLeak (Join-Path $project 'plain.txt') -Scope File -MaximumSize 10 3>$null | Should -BeNullOrEmpty
    }

    It 'finds what git keeps: removed files, messages, and what no branch reaches' -Skip:(-not $git) {
        $repository = Join-Path $folder 'repository with space'
        $null = New-Item -ItemType Directory $repository
        $as = '-C', $repository, '-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false'
        git @as init -q -b main
        Set-Content -LiteralPath (Join-Path $repository 'ünï.env') -Value "A=1`nP=$planted"
        Set-Content -LiteralPath (Join-Path $repository 'clean.txt') -Value 'nothing'
        git @as add -A; git @as commit -q -m 'Add a file'
        $first = git @as rev-parse HEAD
        git @as rm -q 'ünï.env'; git @as commit -q -m "Use $($key.Key) instead"
        $second = git @as rev-parse HEAD
        Set-Content -LiteralPath (Join-Path $repository 'lost.txt') -Value 'login-of-bob-9'
        git @as add -A; git @as commit -q -m 'lost'
        git @as reset -q --hard HEAD~1; git @as reflog expire --expire=now --all

        $leaks = @(Find-SecretLeak $repository 3>$null)

        $leaks | Should -HaveCount 3
        $leaks.Place | Select-Object -Unique | Should -Be Git
        $file = $leaks | Where-Object SecretName -EQ db-password
        $file.Commit, $file.Path, $file.Line, $file.Column | Should -Be $first, 'ünï.env', 2, 3
        $message = $leaks | Where-Object Kind -EQ ApiKey
        $message.Commit, $message.SecretName, $message.Path | Should -Be $second, ci, '(message)'
        $lost = $leaks | Where-Object SecretName -EQ login
        $lost.Commit, $lost.Path | Should -Be $null, '(unreachable)'
        $lost.Repository | Should -Be $repository
        Find-SecretLeak $repository -Scope File 3>$null | Should -BeNullOrEmpty
        @(Find-SecretLeak (Join-Path $repository clean.txt) -Scope Git 3>$null) | Should -HaveCount 3 -Because 'a file belongs to its repository'
        @(Find-SecretLeak $folder -Scope Git 3>$null | Where-Object Repository -EQ $repository) | Should -HaveCount 3
    }

    It 'says which repository it cannot read' -Skip:(-not $git) {
        $broken = Join-Path $folder broken
        $null = New-Item -ItemType Directory (Join-Path $broken .git)
        $all = Find-SecretLeak $broken 3>&1
        "$all" | Should -Match 'Not searched: .*broken: fatal: not a git repository'
    }

    It 'finds what was typed and what a transcript recorded, without a path' -Skip:$IsWindows {
        $run = Invoke-SuiteProcess -Variable @{ Folder = $folder; Planted = $planted } {
            $env:HOME = "$Folder/home"
            $env:XDG_DATA_HOME = "$Folder/home/data"
            $null = New-Item -ItemType Directory "$env:XDG_DATA_HOME/powershell/PSReadLine", "$env:HOME/Documents/20260101" -Force
            Set-Content "$env:XDG_DATA_HOME/powershell/PSReadLine/ConsoleHost_history.txt" "cd /`nConnect-Db -Word '$Planted'"
            Set-Content "$env:HOME/.bash_history" "curl -u me:login-of-bob-9 h"
            Import-Module "$ModulePath/EnterpriseSecurity.psd1"
            Connect-SecurityStore "$Folder/store" -KeyFile "$Folder/key"
            $null = Start-Transcript -OutputDirectory $env:HOME
            $Planted | Out-Default
            $null = Stop-Transcript
            Find-SecretLeak 3>$null | ForEach-Object { "LEAK $($_.Place) $(Split-Path $_.Path -Leaf) $($_.Line) $($_.SecretName)" }
        }
        $run.ExitCode | Should -Be 0
        $found = @($run.Output | Where-Object { $_ -like 'LEAK *' })
        $found | Should -Contain 'LEAK History ConsoleHost_history.txt 2 db-password'
        $found | Should -Contain 'LEAK History .bash_history 1 login'
        @($found | Where-Object { $_ -like 'LEAK Transcript PowerShell_transcript.*db-password' }).Count | Should -BeGreaterOrEqual 1
    }

    It 'is written to the audit trail, with how much was found' {
        $null = Find-SecretLeak $project -Scope File 3>$null
        $entry = @(Get-SecurityAudit -Action secret_leaks_searched)[-1]
        $entry.Metadata['leaks'], $entry.Result, $entry.Resource | Should -Be '11', 'success', 'File'
        $entry.Metadata['paths'] | Should -Be $project
    }

    It 'says that a path does not exist, and searches nothing in its stead' {
        { Find-SecretLeak (Join-Path $folder none) -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,EnterpriseSecurity.Commands.LeakSearch.FindSecretLeakCommand'
        { Find-SecretLeak -LiteralPath (Join-Path $folder 'n*') -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,EnterpriseSecurity.Commands.LeakSearch.FindSecretLeakCommand'
        Find-SecretLeak (Join-Path $folder none) -ErrorAction SilentlyContinue 3>&1 | Should -BeNullOrEmpty
    }

    It 'shows its leaks within 100 columns' {
        $lines = (Find-SecretLeak $project -Scope File 3>$null | Out-String -Width 100) -split "`r?`n"
        $lines | ForEach-Object Length | Sort-Object | Select-Object -Last 1 | Should -BeLessOrEqual 100
        $lines -join '' | Should -Match 'db-password'
    }

    It 'completes its scopes as typed' {
        (TabExpansion2 'Find-SecretLeak -Scope Tr' 25).CompletionMatches.CompletionText | Should -Contain Transcript
    }

    It 'says which folder it could not list, and that the search is incomplete' -Skip:$cannotClose {
        $closed = (New-Item -ItemType Directory (Join-Path $project 'closed folder' inner) -Force).Parent.FullName
        Set-Content (Join-Path $closed inner file.txt) $planted
        chmod 000 $closed
        try {
            $code = "Import-Module '$(Join-Path (Get-SuiteModulePath) EnterpriseSecurity.psd1)'; Find-SecretLeak '$project' -Scope File, Git 3>&1 | ForEach-Object { ""`$_"" }"
            # The owner of all files reads them whatever their mode, unless it lets go of that.
            $pwsh = @([Environment]::ProcessPath) + '-NoProfile', '-NonInteractive', '-Command', $code
            $lines = (id -u) -eq 0 ? (& setpriv --bounding-set=-dac_override,-dac_read_search @pwsh) : (& $pwsh[0] @($pwsh | Select-Object -Skip 1))
            $lines | Should -Contain 'The search is incomplete: 1 place(s) could not be searched.'
            @($lines -like "Not searched: $($closed): the folder cannot be listed*").Count | Should -Be 1
        }
        finally {
            chmod 700 $closed
            Remove-Item -LiteralPath $closed -Recurse -Force
        }
    }

    It 'works with no store, says that it knows forms only, and finds those' {
        Disconnect-SecurityStore
        try {
            $all = Find-SecretLeak $project -Scope File 3>&1
            "$($all | Where-Object { $_ -is [Management.Automation.WarningRecord] })" | Should -Match 'No store is connected'
            $leaks = @($all | Where-Object { $_ -isnot [Management.Automation.WarningRecord] })
            $leaks.Kind | Should -Be ApiKey
            $leaks.SecretName | Should -BeNullOrEmpty
        }
        finally { $null = Connect-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key) }
    }
}
