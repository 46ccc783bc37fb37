using System.Management.Automation;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Counts what there is in the store, kind by kind.</summary>
/// <remarks>
/// <para>It counts secrets, SSH keys, API keys, certificates and authorities, managed keys, signing keys, second
/// factors, roles and their holders, and audit entries. No value is opened. What ends soon is found by
/// Find-ExpiringCredential, and whether the store is whole by Test-SecurityStore.</para>
/// </remarks>
/// <example>
/// <para>See what the store holds.</para>
/// <code>
/// Get-SecurityStatus
/// </code>
/// </example>
/// <example>
/// <para>Write the figures down for a monitoring system.</para>
/// <code>
/// Get-SecurityStatus | Select-Object Secrets, SshKeys, ApiKeys, Certificates, AuditEntries | ConvertTo-Json
/// </code>
/// </example>
/// <seealso cref="FindExpiringCredentialCommand"/>
/// <seealso cref="GetSecurityStoreCommand"/>
/// <seealso cref="TestSecurityStoreCommand"/>
[Cmdlet(VerbsCommon.Get, "SecurityStatus")]
[OutputType(typeof(SecurityStatus))]
public sealed class GetSecurityStatusCommand : StoreCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(store.Store.Path, () => WriteObject(store.GetStatus()));
}
