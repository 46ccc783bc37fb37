using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Tells how API keys were used: by result, by day, when and from where last.</summary>
[Cmdlet(VerbsCommon.Get, "ApiKeyUsage")]
[OutputType(typeof(ApiKeyUsage))]
public sealed class GetApiKeyUsageCommand : ApiKeyCmdlet
{
    private protected override void ProcessKey(ApiKeyManager keys, string id) => ForEachInput(id, () => WriteObject(keys.GetUsage(id)));
}
