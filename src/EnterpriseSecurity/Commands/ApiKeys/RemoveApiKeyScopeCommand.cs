using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Takes scopes away from API keys; those that a key does not have make no difference.</summary>
[Cmdlet(VerbsCommon.Remove, "ApiKeyScope", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ApiKeyInfo))]
public sealed class RemoveApiKeyScopeCommand : ApiKeyCmdlet
{
    /// <summary>The scopes, as in <c>read:users</c>.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Scopes", "Permission")]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void ProcessKey(ApiKeyManager keys, string id)
    {
        if (Confirm(Force, id, "Remove scopes of API key")) ForEachInput(id, () => WriteObject(keys.RemoveScopes(id, Scope)));
    }
}
