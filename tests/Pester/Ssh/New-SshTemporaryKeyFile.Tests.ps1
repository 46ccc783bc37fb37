BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'New-SshTemporaryKeyFile' {
    BeforeAll { $script:text = Get-Content (New-SshKeyPair k).Path -Raw }

    It 'writes the key to a file of the user alone' {
        $file = New-SshTemporaryKeyFile $text
        Get-Content $file.Path -Raw | Should -Be $text
        if (-not $IsWindows) { [IO.File]::GetUnixFileMode($file.Path) | Should -Be ([IO.UnixFileMode] 'UserRead, UserWrite') }
        $file.Fingerprint | Should -Be (Get-SshKey k).Fingerprint
        (ConvertTo-SuiteSecret $text | New-SshTemporaryKeyFile).Path | Should -Not -Be $file.Path
    }

    It 'is gone when the session is' {
        $result = Invoke-SuiteProcess -Variable @{ Text = $text } -Script 'Import-Module $ModulePath; (New-SshTemporaryKeyFile $Text).Path'
        $result.Output[0] | Should -Match 'es-ssh-'
        $result.Output[0] | Should -Not -Exist
        Split-Path $result.Output[0] | Should -Not -Exist
    }

    It 'makes the temporary folder where there is none' -Skip:$IsWindows {
        $before = $env:TMPDIR, $env:XDG_RUNTIME_DIR
        $env:TMPDIR, $env:XDG_RUNTIME_DIR = (Join-Path $folder none), $null
        try { $file = New-SshTemporaryKeyFile $text -ErrorAction Stop }
        finally { $env:TMPDIR, $env:XDG_RUNTIME_DIR = $before }
        Get-Content $file.Path -Raw | Should -Be $text
        Clear-SshTemporaryKeyFile $file.Path -Force
    }

    It 'erases what a killed process left, and nothing that a link leads to' -Skip:$IsWindows {
        $before = $env:XDG_RUNTIME_DIR
        $runtime, $left, $other = 'runtime', 'runtime/es-ssh-99999999-left', 'other' | ForEach-Object { [IO.Directory]::CreateDirectory((Join-Path $folder $_), 'UserRead, UserWrite, UserExecute').FullName }
        Set-Content (Join-Path $left key) 'of a killed process'
        Set-Content (Join-Path $other key) 'of somebody else'
        $null = New-Item -ItemType SymbolicLink (Join-Path $runtime es-ssh-99999999-link) -Value $other
        $env:XDG_RUNTIME_DIR = $runtime
        try { New-SshTemporaryKeyFile $text | Clear-SshTemporaryKeyFile -Force }
        finally { $env:XDG_RUNTIME_DIR = $before }
        $left | Should -Not -Exist
        Get-Content (Join-Path $other key) | Should -Be 'of somebody else'
    }

    It 'writes nothing with -WhatIf' {
        New-SshTemporaryKeyFile $text -WhatIf | Should -BeNullOrEmpty
    }

    It 'refuses what is no private key, and shows none of it' {
        { New-SshTemporaryKeyFile 'planted-text' -ErrorAction Stop } | Should -Throw -ErrorId 'SshKeyMalformed,*'
        $Error[0] | Out-String | Should -Not -Match 'planted-text: '
        { New-SshTemporaryKeyFile 5 -ErrorAction Stop } | Should -Throw -ErrorId 'ValueUnusable,*'
    }
}
