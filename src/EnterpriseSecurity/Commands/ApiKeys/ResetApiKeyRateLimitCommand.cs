using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Resets what API keys have used of their rate limit, burst and quota.</summary>
/// <remarks>
/// <para>
/// Use it when a client was stopped by its limit through no fault of its own. The limits themselves stay;
/// <see cref="SetApiKeyCommand"/> changes them. The audit trail gets the entry <c>api_key_rate_limit_reset</c>. No
/// output. Error: <c>ApiKeyNotFound</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Let a client go on that has used up its limit.</para>
/// <code>
/// Get-ApiKey backend | Reset-ApiKeyRateLimit
/// </code>
/// </example>
/// <example>
/// <para>Begin anew for all keys, after a load test.</para>
/// <code>
/// Reset-ApiKeyRateLimit -All
/// </code>
/// </example>
/// <seealso cref="TestApiKeyRateLimitCommand"/>
/// <seealso cref="SetApiKeyCommand"/>
/// <seealso cref="GetApiKeyUsageCommand"/>
[Cmdlet(VerbsCommon.Reset, "ApiKeyRateLimit", SupportsShouldProcess = true, DefaultParameterSetName = "Id")]
[OutputType(typeof(void))]
public sealed class ResetApiKeyRateLimitCommand : StoreCmdlet
{
    /// <summary>The public ids of the keys. Of a whole key that is given by mistake only the id is used and shown.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Resets all keys of the store.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "All")]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (All && ShouldProcess("all API keys", "Reset limits")) ForEachInput("all API keys", () => store.ApiKeys.ResetLimits());
        foreach (string id in Id.Select(ApiKeyManager.IdOf))
        {
            if (ShouldProcess(id, "Reset limits")) ForEachInput(id, () => store.ApiKeys.ResetLimits(id));
        }
    }
}
