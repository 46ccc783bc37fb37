using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Lists API keys with what is known of them, without the keys themselves.</summary>
/// <remarks>
/// <para>
/// Each object has the id, name, owner, scopes, state (Active, Disabled, Revoked), times, limits, networks, tags, and
/// how often and when the key was accepted last. The oldest key comes first. Keys that have expired or are revoked
/// stay in the list until <see cref="RemoveApiKeyCommand"/> takes them out.
/// </para>
/// <para>
/// The audit trail gets the entry <c>api_key_listed</c>. An id that does not exist is the error
/// <c>ApiKeyNotFound</c>; a name that matches nothing is none.
/// </para>
/// </remarks>
/// <example>
/// <para>List the keys that end within a month.</para>
/// <code>
/// Get-ApiKey -ExpiresWithin 30d -State Active | Sort-Object ExpiresAt | Select-Object Name, UserId, ExpiresAt
/// </code>
/// </example>
/// <example>
/// <para>List active keys that nobody has used for 90 days.</para>
/// <code>
/// $limit = (Get-Date).AddDays(-90)
/// Get-ApiKey -State Active | Where-Object { ($_.LastUsedAt ?? $_.CreatedAt) -lt $limit }
/// </code>
/// </example>
/// <example>
/// <para>List keys that may do everything.</para>
/// <code>
/// Get-ApiKey | Where-Object Scopes -Contains '*'
/// </code>
/// </example>
/// <example>
/// <para>Find the keys of a user or of a team.</para>
/// <code>
/// Get-ApiKey -UserId ada
/// Get-ApiKey ci-* -Tag @{ team = 'web' }
/// </code>
/// </example>
/// <seealso cref="GetApiKeyUsageCommand"/>
/// <seealso cref="SetApiKeyCommand"/>
/// <seealso cref="RevokeApiKeyCommand"/>
/// <seealso cref="NewApiKeyCommand"/>
[Cmdlet(VerbsCommon.Get, "ApiKey", DefaultParameterSetName = "Name")]
[OutputType(typeof(ApiKeyInfo))]
public sealed class GetApiKeyCommand : StoreCmdlet
{
    /// <summary>The name; wildcards allowed. All keys when neither this nor another parameter is given.</summary>
    [Parameter(Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ApiKeyNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The public ids of the keys. Of a whole key that is given by mistake only the id is used and shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Lists the keys of this owner; case does not matter.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(UserIdCompleter))]
    public string? UserId { get; set; }

    /// <summary>Lists the keys that have all of these tags with these values.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(ApiKeyTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <summary>Lists the keys in this state: Active, Disabled or Revoked. A key that has expired is still Active.</summary>
    [Parameter(ParameterSetName = "Name")]
    public ApiKeyState? State { get; set; }

    /// <summary>Lists the keys that end within this time, as in 30d, or have ended already.</summary>
    [Parameter(ParameterSetName = "Name")]
    [DurationTransformation]
    public TimeSpan? ExpiresWithin { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string id in Id.Select(ApiKeyManager.IdOf)) ForEachInput(id, () => WriteObject(store.ApiKeys.Get(id)));
        if (ParameterSetName == "Id") return;
        ApiKeyFilter filter = new() { Name = Name, UserId = UserId, Tags = TagTable.From(Tag), State = State, ExpiresWithin = ExpiresWithin };
        ForEachInput(Name, () => WriteObject(store.ApiKeys.List(filter), enumerateCollection: true));
    }
}
