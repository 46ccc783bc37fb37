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

Describe 'Invoke-AuditRetention' {
    It 'leaves what is younger, and the trail whole' {
        $null = Protect-Secret a x
        (Invoke-AuditRetention -KeepFor 30d -Force).RemovedEntries | Should -Be 0
        Test-SecurityAudit | Should -BeTrue
        (Get-SecurityAudit).Action | Should -Contain secret_encrypted
    }

    It 'takes nothing out of a trail that is younger than any date' {
        (Invoke-AuditRetention -KeepFor 10000000d -Force).RemovedEntries | Should -Be 0
    }

    It 'does nothing with -WhatIf' {
        Invoke-AuditRetention -KeepFor 0s -WhatIf | Should -BeNullOrEmpty
        Invoke-AuditRetention -KeepFor 0s -Force -WhatIf | Should -BeNullOrEmpty
    }

    It 'takes nothing out of a trail that was changed' {
        $null = Test-SecurityAudit
        $file = Get-ChildItem (Join-Path $folder store audit) -Filter *.jsonl | Select-Object -First 1
        [IO.File]::WriteAllText($file.FullName, ([IO.File]::ReadAllText($file.FullName) -replace 'secret_encrypted', 'secret_encrypteD'))
        { Invoke-AuditRetention -KeepFor 0s -Force -ErrorAction Stop } | Should -Throw -ErrorId 'AuditNotSound,*'
    }
}
