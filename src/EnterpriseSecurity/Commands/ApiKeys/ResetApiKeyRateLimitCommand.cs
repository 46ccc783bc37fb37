using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Gives API keys the whole of their rate limit, burst and quota again.</summary>
[Cmdlet(VerbsCommon.Reset, "ApiKeyRateLimit", SupportsShouldProcess = true, DefaultParameterSetName = "Id")]
[OutputType(typeof(void))]
public sealed class ResetApiKeyRateLimitCommand : StoreCmdlet
{
    /// <summary>The public ids of the keys.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>All keys of the store.</summary>
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
