using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>Lists managed keys with what is known of them, without their material.</summary>
/// <remarks>
/// <para>
/// Each object is one version of a key: id, name, version, type, size, scope, state (Pending, Active, Deprecated,
/// Revoked, Destroyed), times, how often and when it was used last, the fingerprint of a pair, and tags. A name
/// without wildcards gives the key's present version; with wildcards, <c>-State</c> or <c>-Tag</c> all versions that
/// match.
/// </para>
/// <para>
/// The audit trail gets the entry <c>key_listed</c>. A name or id that does not exist is the error
/// <c>ManagedKeyNotFound</c>; a wildcard that matches nothing is none.
/// </para>
/// </remarks>
/// <example>
/// <para>List the keys that end within a month.</para>
/// <code>
/// $limit = (Get-Date).AddDays(30)
/// Get-ManagedKey | Where-Object { $_.State -eq 'Active' -and $_.ExpiresAt -and $_.ExpiresAt -lt $limit } | Sort-Object ExpiresAt
/// </code>
/// </example>
/// <example>
/// <para>List all versions of the webhooks' keys.</para>
/// <code>
/// Get-ManagedKey webhook*
/// </code>
/// </example>
/// <example>
/// <para>See why a key was revoked.</para>
/// <code>
/// Get-ManagedKey -State Revoked | Select-Object Name, RevokedAt, RevocationReason
/// </code>
/// </example>
/// <seealso cref="NewManagedKeyCommand"/>
/// <seealso cref="TestManagedKeyCommand"/>
/// <seealso cref="ExportManagedKeyCommand"/>
/// <seealso cref="RevokeManagedKeyCommand"/>
[Cmdlet(VerbsCommon.Get, "ManagedKey", DefaultParameterSetName = "Name")]
[OutputType(typeof(ManagedKeyInfo))]
public sealed class GetManagedKeyCommand : StoreCmdlet
{
    /// <summary>
    /// The names; wildcards allowed, and case does not matter. All keys when neither this nor <c>-Id</c> is given.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(ManagedKeyNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The ids, each of one version.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(ManagedKeyIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>
    /// Lists the versions in this state: Pending, Active, Deprecated, Revoked or Destroyed; all but the destroyed
    /// ones by default.
    /// </summary>
    [Parameter(ParameterSetName = "Name")]
    public ManagedKeyState? State { get; set; }

    /// <summary>Lists the versions that have all of these tags with these values.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(ManagedKeyTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string id in Id) ForEachInput(id, () => WriteObject(store.ManagedKeys.Get(ManagedKeyReference.ById(id))));
        if (ParameterSetName == "Id") return;
        foreach (string name in Name)
        {
            ForEachInput(name, () =>
            {
                bool exact = name.AsSpan().IndexOfAny('*', '?') < 0 && State is null && Tag is null;
                if (exact) WriteObject(store.ManagedKeys.Get(ManagedKeyReference.ByName(name)));
                else WriteObject(store.ManagedKeys.List(name, State, TagTable.From(Tag)), enumerateCollection: true);
            });
        }
    }
}
