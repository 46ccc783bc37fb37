# What the tests of rotation share.
Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')

# A store whose clock stands a while ago, so that what is made through it is as old by the machine's clock. Disconnect it by Dispose().
function Open-PastStore {
    param([Parameter(Mandatory)] [string] $Path, [Parameter(Mandatory)] [string] $KeyFile, [timespan] $Ago = '01:00:00')
    if (-not ('EnterpriseSecurityTests.PastClock' -as [type])) {
        Add-Type -TypeDefinition @'
using System;

namespace EnterpriseSecurityTests
{
    public sealed class PastClock : TimeProvider
    {
        private readonly TimeSpan _ago;
        public PastClock(TimeSpan ago) { _ago = ago; }
        public override DateTimeOffset GetUtcNow() { return DateTimeOffset.UtcNow - _ago; }
    }
}
'@
    }
    $protector = [EnterpriseSecurity.Keys.KeyProtector]::FromKeyFile($KeyFile)
    try {
        return [EnterpriseSecurity.EnterpriseSecurityManager]::Open($Path, $protector, [EnterpriseSecurityTests.PastClock]::new($Ago))
    }
    finally {
        $protector.Dispose()
    }
}

Export-ModuleMember -Function Open-PastStore
