using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Takes API keys out of the store, with what is known of their use. The audit trail keeps its entries.</summary>
[Cmdlet(VerbsCommon.Remove, "ApiKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveApiKeyCommand : ApiKeyCmdlet
{
    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void ProcessKey(ApiKeyManager keys, string id)
    {
        if (Confirm(Force, id, "Remove API key")) ForEachInput(id, () => keys.Remove(id));
    }
}
