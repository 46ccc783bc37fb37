using System.Management.Automation;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity;

/// <summary>The base of the cmdlets that unlock a store, for which recovery shares do as well.</summary>
public abstract class UnlockingCmdlet : ProtectorCmdlet
{
    private const string RecoverySet = "RecoveryShare";

    /// <summary>Recovery shares, as they were printed; as many as the store asks for.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecoverySet)]
    public string[] RecoveryShare { get; set; } = [];

    private protected override KeyProtector CreateProtector(bool makeKeyFile = false) =>
        ParameterSetName == RecoverySet ? KeyProtector.FromRecoveryShares(RecoveryShare) : base.CreateProtector(makeKeyFile);
}
