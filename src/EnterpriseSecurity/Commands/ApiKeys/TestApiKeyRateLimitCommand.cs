using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Tells whether a request of an API key would pass its limits now, without counting one.</summary>
/// <remarks>
/// <para>
/// True means that rate limit, burst and quota leave room. Only the limits are looked at: the answer is True for a
/// revoked or expired key too. <c>-Detailed</c> says how many requests remain, when all of the limit is free again
/// and how long to wait.
/// </para>
/// <para>The audit trail gets the entry <c>api_key_listed</c>. Error: <c>ApiKeyNotFound</c>.</para>
/// </remarks>
/// <example>
/// <para>Ask before a large job is begun.</para>
/// <code>
/// if (Get-ApiKey backend | Test-ApiKeyRateLimit) { 'begin' } else { 'wait' }
/// </code>
/// </example>
/// <example>
/// <para>See what a key has left.</para>
/// <code>
/// Get-ApiKey backend | Test-ApiKeyRateLimit -Detailed | Format-List Name, Limit, Remaining, ResetAt, RetryAfter
/// </code>
/// </example>
/// <example>
/// <para>List the keys that are at their limits.</para>
/// <code>
/// Get-ApiKey -State Active | Test-ApiKeyRateLimit -Detailed | Where-Object IsValid -EQ $false
/// </code>
/// </example>
/// <seealso cref="ResetApiKeyRateLimitCommand"/>
/// <seealso cref="TestApiKeyCommand"/>
/// <seealso cref="GetApiKeyUsageCommand"/>
/// <seealso cref="SetApiKeyCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "ApiKeyRateLimit")]
[OutputType(typeof(bool), typeof(ApiKeyLimitStatus))]
public sealed class TestApiKeyRateLimitCommand : ApiKeyCmdlet
{
    /// <summary>Writes an object with IsValid, Limit, Remaining, ResetAt and RetryAfter instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override void ProcessKey(ApiKeyManager keys, string id) => ForEachInput(id, () =>
    {
        ApiKeyLimitStatus status = keys.GetLimits(id);
        WriteObject(Detailed ? status : status.IsValid);
    });
}
