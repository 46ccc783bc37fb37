using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Removes scopes from API keys.</summary>
/// <remarks>
/// <para>
/// Scopes that a key does not have make no difference, and the change counts at the next request. A scope is taken
/// away as it was given: removing <c>docs:read</c> from a key that has <c>docs:*</c> leaves <c>docs:*</c>. The output
/// is the key as it is now.
/// </para>
/// <para>The audit trail gets the entry <c>api_key_updated</c>. Error: <c>ApiKeyNotFound</c>.</para>
/// </remarks>
/// <example>
/// <para>Take the right to everything away from all keys that have it.</para>
/// <code>
/// Get-ApiKey | Where-Object Scopes -Contains '*' | Remove-ApiKeyScope -Scope '*' -Force
/// </code>
/// </example>
/// <example>
/// <para>Give a key one scope in place of a wider one.</para>
/// <code>
/// $key = Get-ApiKey ci-deploy
/// $key | Add-ApiKeyScope -Scope deploy:web | Remove-ApiKeyScope -Scope deploy:* -Force
/// </code>
/// </example>
/// <seealso cref="AddApiKeyScopeCommand"/>
/// <seealso cref="SetApiKeyCommand"/>
/// <seealso cref="GetApiKeyCommand"/>
[Cmdlet(VerbsCommon.Remove, "ApiKeyScope", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ApiKeyInfo))]
public sealed class RemoveApiKeyScopeCommand : ApiKeyCmdlet
{
    /// <summary>The scopes to take away, written as they were given.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Scopes", "Permission")]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>Does not ask before it takes them away.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void ProcessKey(ApiKeyManager keys, string id)
    {
        if (Confirm(Force, id, "Remove scopes of API key")) ForEachInput(id, () => WriteObject(keys.RemoveScopes(id, Scope)));
    }
}
