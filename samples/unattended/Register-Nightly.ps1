#Requires -Version 7.6
<#
.SYNOPSIS
    Registers nightly.ps1 with the Windows Task Scheduler, for a group managed service account.
.DESCRIPTION
    Run it once, elevated. The key file belongs to the account: copy it while running as the account, or give the account the only
    right to it beside SYSTEM and the administrators. A store with the -Dpapi protector needs no file, but opens for the account
    that added the protector only.
.EXAMPLE
    ./Register-Nightly.ps1 -Account 'EXAMPLE\svc-secrets$' -Store D:\Secrets\store -KeyFile D:\Secrets\store.key
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $Account,

    [Parameter(Mandatory)]
    [string] $Store,

    [Parameter(Mandatory)]
    [string] $KeyFile
)

$ErrorActionPreference = 'Stop'
$script = Join-Path $PSScriptRoot 'nightly.ps1'
$arguments = "-NoProfile -NonInteractive -File `"$script`" -Store `"$Store`" -KeyFile `"$KeyFile`""
$task = @{
    TaskName  = 'EnterpriseSecurity nightly'
    Action    = New-ScheduledTaskAction -Execute (Join-Path $PSHOME 'pwsh.exe') -Argument $arguments
    Trigger   = New-ScheduledTaskTrigger -Daily -At '03:15'
    # The password of a group managed service account is kept by the domain; none is given here.
    Principal = New-ScheduledTaskPrincipal -UserId $Account -LogonType Password -RunLevel Limited
    Settings  = New-ScheduledTaskSettingsSet -ExecutionTimeLimit '01:00' -StartWhenAvailable -MultipleInstances IgnoreNew
}
if ($PSCmdlet.ShouldProcess($task.TaskName, 'Register scheduled task')) { Register-ScheduledTask @task -Force }
