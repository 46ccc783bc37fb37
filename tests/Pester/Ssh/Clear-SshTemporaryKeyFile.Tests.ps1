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

Describe 'Clear-SshTemporaryKeyFile' {
    BeforeAll { $script:text = Get-Content (New-SshKeyPair k).Path -Raw }

    It 'clears nothing with -WhatIf' {
        $file = New-SshTemporaryKeyFile $text
        Clear-SshTemporaryKeyFile -WhatIf
        $file | Clear-SshTemporaryKeyFile -Force -WhatIf
        $file.Path | Should -Exist
    }

    It 'clears one, and then all' {
        $one, $two, $three = 1..3 | ForEach-Object { New-SshTemporaryKeyFile $text }
        $one | Clear-SshTemporaryKeyFile -Force
        $one.Path | Should -Not -Exist
        $two.Path | Should -Exist
        Clear-SshTemporaryKeyFile -Force
        $two.Path, $three.Path | Should -Not -Exist
    }

    It 'says what is not its own' {
        { Clear-SshTemporaryKeyFile (Join-Path $folder mine) -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SshTemporaryKeyUnknown,*'
        { $null | Clear-SshTemporaryKeyFile -Force -ErrorAction Stop } | Should -Throw
    }
}
