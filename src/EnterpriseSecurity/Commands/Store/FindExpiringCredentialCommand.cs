using System.Management.Automation;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Finds everything in the store that expires soon or has expired, of every kind, the earliest first.</summary>
[Cmdlet(VerbsCommon.Find, "ExpiringCredential")]
[OutputType(typeof(ExpiringCredential))]
public sealed class FindExpiringCredentialCommand : StoreCmdlet
{
    /// <summary>The time from now, as in <c>30d</c>.</summary>
    [Parameter(Position = 0)]
    [DurationTransformation]
    public TimeSpan Within { get; set; } = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) =>
        ForEachInput(store.Store.Path, () => WriteObject(store.FindExpiring(Within), enumerateCollection: true));
}
