using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Removes API keys from the store, with all that is known of their use.</summary>
/// <remarks>
/// <para>
/// The key is refused from the next request on, as one that never existed. <see cref="RevokeApiKeyCommand"/> does the
/// same and keeps name, reason and usage for later questions; remove keys when those are no longer needed. The audit
/// trail keeps its entries and gets a new one, <c>api_key_deleted</c>.
/// </para>
/// <para>Error: <c>ApiKeyNotFound</c>.</para>
/// </remarks>
/// <example>
/// <para>Remove keys that were revoked more than a year ago.</para>
/// <code>
/// $limit = (Get-Date).AddYears(-1)
/// Get-ApiKey -State Revoked | Where-Object RevokedAt -LT $limit | Remove-ApiKey -Force
/// </code>
/// </example>
/// <example>
/// <para>Remove a key that was made by mistake.</para>
/// <code>
/// $key = New-ApiKey mistake
/// Remove-ApiKey $key.Id -Force
/// </code>
/// </example>
/// <seealso cref="RevokeApiKeyCommand"/>
/// <seealso cref="GetApiKeyCommand"/>
/// <seealso cref="SetApiKeyCommand"/>
[Cmdlet(VerbsCommon.Remove, "ApiKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveApiKeyCommand : ApiKeyCmdlet
{
    /// <summary>Does not ask before it removes.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void ProcessKey(ApiKeyManager keys, string id)
    {
        if (Confirm(Force, id, "Remove API key")) ForEachInput(id, () => keys.Remove(id));
    }
}
