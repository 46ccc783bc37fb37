# Work that may take longer than a moment shows that it runs, and takes its bar away when it ends, well or not.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $script:key = Join-Path $folder key
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile $key
    $null = Protect-Secret db-password 'example-password'
    $null = Export-ProtectedSecret (Join-Path $folder ready.export) -KeyFile $key
    $null = Backup-SecurityStore (Join-Path $folder ready.backup)
    [IO.File]::WriteAllText((Join-Path $folder list.txt), "000000005AD76BD555C1D6D771DE417A4B87E4B4:4`n00000000A8DAE4228F821FB418F59826079BF368:3`n")

    # A runspace of its own, whose streams are to be had; the connected store is the process's.
    $initial = [initialsessionstate]::CreateDefault2()
    $initial.ImportPSModule((Join-Path (Get-SuiteModulePath) 'EnterpriseSecurity.psd1'))
    $script:runspace = [runspacefactory]::CreateRunspace($initial)
    $runspace.Open()

    # The progress that a script writes: the records of each activity.
    function Get-Progress([string] $Script) {
        $shell = [powershell]::Create($runspace)
        try {
            $null = $shell.AddScript("`$ConfirmPreference = 'None'; `$ProgressPreference = 'Continue'; Set-Location -LiteralPath '$folder'; try { `$null = $Script } catch { }").Invoke()
            $shell.Streams.Progress.ReadAll() | Group-Object Activity
        }
        finally { $shell.Dispose() }
    }
}

AfterAll {
    $runspace.Dispose()
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Progress' {
    It 'is shown and taken away by: <Script>' -ForEach @(
        'New-SshKeyPair rsa -KeyType Rsa2048'
        'New-SshKeyPair -Prefix many -Count 3'
        'New-ApiKey bulk read -Count 3'
        'Export-ProtectedSecret ./one.export -KeyFile ./key'
        'Import-ProtectedSecret ./ready.export -KeyFile ./key -OnConflict Overwrite'
        'Import-ProtectedSecret ./key -KeyFile ./key'
        'Backup-SecurityStore ./one.backup'
        'Backup-SecurityStore ./ready.backup'
        'Restore-SecurityStore ./ready.backup ./restored -KeyFile ./key'
        'Test-SecurityStore'
        'Update-StoreKey -ReencryptAll'
        'Test-SecurityAudit'
        'Export-SecurityAudit ./audit.csv'
        'Invoke-AuditRetention -KeepFor 30d -Force'
        'Export-SecurityReport ./report.html'
        'Find-SecretLeak . -Scope File'
        'Import-BreachedPasswordList ./list.txt -Destination ./list.filter'
        'Get-CertExpiration .'
        'Get-RemoteCert 127.0.0.1 -Port 1 -Timeout 2s'
        'Invoke-KeyRotation'
    ).ForEach({ @{ Script = $_ } }) {
        $activities = @(Get-Progress $Script)
        $activities | Should -Not -BeNullOrEmpty
        foreach ($activity in $activities) {
            $activity.Group[0].RecordType | Should -Be Processing
            $activity.Group[-1].RecordType | Should -Be Completed
        }
    }

    It 'is not shown by what takes no time' {
        Get-Progress 'New-SshKeyPair quick' | Should -BeNullOrEmpty
    }
}
