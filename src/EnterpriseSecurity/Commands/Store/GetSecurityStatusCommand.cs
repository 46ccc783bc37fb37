using System.Management.Automation;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Counts what there is in the store.</summary>
/// <remarks>
/// <para>Counts.</para>
/// </remarks>
/// <example>
/// <para>See what the store holds.</para>
/// <code>
/// Get-SecurityStatus
///
/// if ($true) {
///     'x' | Out-Null
/// }
/// </code>
/// <para>More.</para>
/// </example>
/// <seealso cref="GetSecurityStoreCommand"/>
/// <seealso cref="Secrets.GetProtectedSecretCommand"/>
[Cmdlet(VerbsCommon.Get, "SecurityStatus")]
[OutputType(typeof(SecurityStatus))]
public sealed class GetSecurityStatusCommand : StoreCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(store.Store.Path, () => WriteObject(store.GetStatus()));
}
