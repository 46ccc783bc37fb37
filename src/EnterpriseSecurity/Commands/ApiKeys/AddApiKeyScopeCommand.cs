using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Adds scopes to API keys.</summary>
/// <remarks>
/// <para>
/// Scopes that a key has already make no difference, and the change counts at the next request. The output is the key
/// as it is now. A revoked key cannot be changed (<c>ApiKeyIsRevoked</c>). The audit trail gets the entry
/// <c>api_key_updated</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Let a key read documents too.</para>
/// <code>
/// Get-ApiKey backend | Add-ApiKeyScope -Scope docs:read
/// </code>
/// </example>
/// <example>
/// <para>Let all keys of a team write metrics, and list what they may do now.</para>
/// <code>
/// Get-ApiKey -Tag @{ team = 'web' } | Add-ApiKeyScope -Scope metrics:write | Select-Object Name, Scopes
/// </code>
/// </example>
/// <seealso cref="RemoveApiKeyScopeCommand"/>
/// <seealso cref="SetApiKeyCommand"/>
/// <seealso cref="GetApiKeyCommand"/>
[Cmdlet(VerbsCommon.Add, "ApiKeyScope", SupportsShouldProcess = true)]
[OutputType(typeof(ApiKeyInfo))]
public sealed class AddApiKeyScopeCommand : ApiKeyCmdlet
{
    /// <summary>The scopes to add, as in read, <c>read:users</c> or <c>docs:*</c>.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Scopes", "Permission")]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[] Scope { get; set; } = [];

    private protected override void ProcessKey(ApiKeyManager keys, string id)
    {
        if (ShouldProcess(id, "Add scopes to API key")) ForEachInput(id, () => WriteObject(keys.AddScopes(id, Scope)));
    }
}
