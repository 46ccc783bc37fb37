#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Checks a store and says what expires soon; for a scheduler, with nobody there to be asked.
.DESCRIPTION
    The key comes from -KeyFile (a file, or a descriptor such as /dev/fd/3), else from the systemd credential 'store.key', else
    from the environment variable SECURITY_MASTER_KEY.

    Exit codes: 0 all is well, 1 an error (the store could not be opened, say), 2 the store fails its check, 3 something expires.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File nightly.ps1 -Store /var/lib/secrets -KeyFile /etc/secrets/store.key
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Store,

    [string] $KeyFile,

    # What expires within this time is reported.
    [string] $Within = '14d'
)

# Without this an error is written, the script goes on, and its exit code is 0.
$ErrorActionPreference = 'Stop'
Import-Module EnterpriseSecurity

$unlock = if ($KeyFile) { @{ KeyFile = $KeyFile } }
elseif ($env:CREDENTIALS_DIRECTORY) { @{ KeyFile = Join-Path $env:CREDENTIALS_DIRECTORY 'store.key' } }
else { @{ EnvironmentVariable = 'SECURITY_MASTER_KEY' } }

$null = Connect-SecurityStore -Path $Store @unlock
try {
    if (-not (Test-SecurityStore)) {
        'The store fails its check; Test-SecurityStore -Detailed says where.'
        exit 2
    }

    $expiring = @(Find-ExpiringCredential -Within $Within)
    foreach ($one in $expiring) { "$($one.Kind) $($one.Name) expires at $($one.ExpiresAt.ToString('u'))" }
    exit ($expiring ? 3 : 0)
}
finally {
    Disconnect-SecurityStore
}
