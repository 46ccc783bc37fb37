using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Tells whether a request of an API key would pass its limits now; none is counted.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ApiKeyRateLimit")]
[OutputType(typeof(bool), typeof(ApiKeyLimitStatus))]
public sealed class TestApiKeyRateLimitCommand : ApiKeyCmdlet
{
    /// <summary>Writes what remains, and how long to wait, instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override void ProcessKey(ApiKeyManager keys, string id) => ForEachInput(id, () =>
    {
        ApiKeyLimitStatus status = keys.GetLimits(id);
        WriteObject(Detailed ? status : status.IsValid);
    });
}
