using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Lists secrets without their values.</summary>
/// <remarks>
/// <para>What comes out is name, id, version, kind, algorithm, times and tags; nothing is opened. It pipes on into
/// every other cmdlet for secrets. A name without wildcards that does not exist is an error; a pattern that matches
/// nothing gives nothing.</para>
/// <para>Removed secrets are listed with <c>-Deleted</c> only, until the time in <c>PurgeAt</c>.</para>
/// </remarks>
/// <example>
/// <para>See all secrets.</para>
/// <code>
/// Get-ProtectedSecret
/// </code>
/// </example>
/// <example>
/// <para>Find what must be renewed this month in production.</para>
/// <code>
/// Get-ProtectedSecret -Tag @{ env = 'production' } -ExpiresWithin 30d | Format-Table Name, ExpiresAt, RotatedAt
/// </code>
/// </example>
/// <example>
/// <para>Find secrets that nobody has changed for a year.</para>
/// <code>
/// Get-ProtectedSecret | Where-Object { ($_.RotatedAt ?? $_.CreatedAt) -lt (Get-Date).AddYears(-1) }
/// </code>
/// </example>
/// <example>
/// <para>See what was removed and can be brought back.</para>
/// <code>
/// Get-ProtectedSecret -Deleted | Format-Table Name, DeletedAt, PurgeAt
/// </code>
/// </example>
/// <seealso cref="UnprotectSecretCommand"/>
/// <seealso cref="SetProtectedSecretCommand"/>
/// <seealso cref="RemoveProtectedSecretCommand"/>
/// <seealso cref="Store.FindExpiringCredentialCommand"/>
[Cmdlet(VerbsCommon.Get, "ProtectedSecret", DefaultParameterSetName = "Name")]
[OutputType(typeof(SecretInfo))]
public sealed class GetProtectedSecretCommand : StoreCmdlet
{
    /// <summary>The name; wildcards allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(SecretIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Secrets with all of these tags.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(SecretTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <summary>Secrets that expire within this time, as in <c>30d</c>, or have expired.</summary>
    [Parameter(ParameterSetName = "Name")]
    [DurationTransformation]
    public TimeSpan? ExpiresWithin { get; set; }

    /// <summary>The removed ones that can be brought back.</summary>
    [Parameter(ParameterSetName = "Name")]
    public SwitchParameter Deleted { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string id in Id) ForEachInput(id, () => WriteObject(store.Secrets.Get(SecretReference.ById(id))));
        if (ParameterSetName == "Id") return;
        foreach (string name in Name)
        {
            ForEachInput(name, () =>
            {
                bool exact = !WildcardPattern.ContainsWildcardCharacters(name) && Tag is null && ExpiresWithin is null && !Deleted;
                if (exact) WriteObject(store.Secrets.Get(SecretReference.ByName(name)));
                else WriteObject(store.Secrets.List(new SecretFilter { Name = name, Tags = TagTable.From(Tag), ExpiresWithin = ExpiresWithin, Deleted = Deleted }), enumerateCollection: true);
            });
        }
    }
}
