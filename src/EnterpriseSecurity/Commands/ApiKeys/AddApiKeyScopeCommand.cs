using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Adds scopes to API keys; those that a key has already make no difference.</summary>
[Cmdlet(VerbsCommon.Add, "ApiKeyScope", SupportsShouldProcess = true)]
[OutputType(typeof(ApiKeyInfo))]
public sealed class AddApiKeyScopeCommand : ApiKeyCmdlet
{
    /// <summary>The scopes, as in <c>read:users</c>.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Scopes", "Permission")]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[] Scope { get; set; } = [];

    private protected override void ProcessKey(ApiKeyManager keys, string id)
    {
        if (ShouldProcess(id, "Add scopes to API key")) ForEachInput(id, () => WriteObject(keys.AddScopes(id, Scope)));
    }
}
