# What every test file shares. Import it in BeforeAll, and in BeforeDiscovery where the cases are made.

# The module's folder: what 'dotnet build' left, unless the suite was told another.
function Get-SuiteModulePath {
    if ($env:ENTERPRISE_SECURITY_TEST_MODULE) { return $env:ENTERPRISE_SECURITY_TEST_MODULE }
    $root = Split-Path (Split-Path $PSScriptRoot)
    return [IO.Path]::Combine($root, 'artifacts', 'module', 'EnterpriseSecurity')
}

# Imports the module under test; a test file may do so more than once.
function Import-SuiteModule {
    $manifest = Join-Path (Get-SuiteModulePath) 'EnterpriseSecurity.psd1'
    if (-not (Test-Path -LiteralPath $manifest)) { throw "There is no built module at '$manifest'. Run 'dotnet build' first." }
    Import-Module $manifest -Global -ErrorAction Stop
}

# A new empty folder for one test's files; Remove-SuiteFolder takes it away again.
function New-SuiteFolder {
    $path = Join-Path ([IO.Path]::GetTempPath()) "es-$([guid]::NewGuid().ToString('n'))"
    return (New-Item -ItemType Directory -Path $path).FullName
}

# Deletes folders of New-SuiteFolder, once the stores in them were looked at; one that is gone already is no error.
function Remove-SuiteFolder {
    param([string[]] $Path)
    $wider = foreach ($one in $Path) {
        if (-not $one -or -not (Test-Path -LiteralPath $one)) { continue }
        Find-WiderThanOwner $one
        Remove-Item -LiteralPath $one -Recurse -Force
    }
    if ($wider) { throw "Others than the owner may use $($wider -join ', ')." }
}

# What is for others than its owner in the stores under a folder; certificates and requests for them are public.
function Find-WiderThanOwner([string] $Path) {
    if ($IsWindows) { return }
    foreach ($store in [IO.Directory]::GetFiles($Path, 'store.json', 'AllDirectories')) {
        $folder = [IO.Path]::GetDirectoryName($store)
        foreach ($entry in @($folder) + [IO.Directory]::GetFileSystemEntries($folder, '*', 'AllDirectories')) {
            if ($entry -match '/certs/[^/]*\.(crt|csr)$') { continue }
            if ([int][IO.File]::GetUnixFileMode($entry) -band 0x3F) { $entry }
        }
    }
}

# A SecureString of a known text.
function ConvertTo-SuiteSecret {
    param([string] $Text)
    $secret = [securestring]::new()
    foreach ($character in $Text.ToCharArray()) { $secret.AppendChar($character) }
    $secret.MakeReadOnly()
    return $secret
}

# Runs a script in a fresh PowerShell, with $ModulePath set, and gives its output lines and exit code.
function Invoke-SuiteProcess {
    param(
        [Parameter(Mandatory)] [string] $Script,
        [hashtable] $Variable = @{}
    )
    $folder = New-SuiteFolder
    try {
        $file = Join-Path $folder 'script.ps1'
        $all = @{ ModulePath = Get-SuiteModulePath } + $Variable
        $lines = @($all.GetEnumerator() | ForEach-Object { "`$$($_.Key) = '$($_.Value -replace "'", "''")'" })
        Set-Content -LiteralPath $file -Value (@('$ErrorActionPreference = ''Stop''') + $lines + $Script)
        $output = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -File $file 2>&1 | ForEach-Object { "$_" }
        return [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = @($output) }
    }
    finally {
        Remove-SuiteFolder $folder
    }
}

# An ssh-agent of the test's own on a socket in a folder, ready to answer; stop the process when done.
function Start-SuiteAgent {
    param([Parameter(Mandatory)] [string] $Socket)
    $agent = Start-Process ssh-agent '-D', '-a', $Socket -PassThru -RedirectStandardOutput "$Socket.out"
    for ($i = 0; $i -lt 100 -and -not (Test-Path -LiteralPath $Socket); $i++) { Start-Sleep -Milliseconds 50 }
    # The socket's file is there a moment before anyone listens on it.
    Start-Sleep -Milliseconds 200
    return $agent
}

# Why there is no PostgreSQL server for tests; nothing where there is one, and in continuous integration, where its absence is a failure.
function Get-SuitePostgreSqlObstacle {
    if ($env:CI -eq 'true' -or (Test-Path '/usr/lib/postgresql/*/bin/initdb')) { return }
    return 'PostgreSQL''s server programs are not installed.'
}

# A private PostgreSQL server, which stops with this process.
function Start-SuitePostgreSql {
    $folder = Join-Path ([IO.Path]::GetTempPath()) "es-pg-$([guid]::NewGuid().ToString('n'))"
    $port = bash (Join-Path $PSScriptRoot '..' 'postgresql-server.sh') start $folder $PID
    if ($LASTEXITCODE -ne 0) { throw 'The PostgreSQL server did not start.' }
    $user, $password = Get-Content -LiteralPath (Join-Path $folder login)
    return [pscustomobject]@{ Folder = $folder; Port = [int]$port; User = $user; Password = $password }
}

# How to reach a schema on that server.
function Get-SuiteConnectionString {
    param([Parameter(Mandatory)] $Server, [Parameter(Mandatory)] [string] $Schema)
    return "Host=127.0.0.1;Port=$($Server.Port);Database=postgres;Username=$($Server.User);Password=$($Server.Password);Schema=$Schema"
}

# Stops the server and takes its folder away.
function Stop-SuitePostgreSql {
    param($Server)
    if ($Server) { bash (Join-Path $PSScriptRoot '..' 'postgresql-server.sh') stop $Server.Folder }
}

Export-ModuleMember -Function *-Suite*
