using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>Lists the store's signing keys for tokens, each version with its state, without their private parts.</summary>
[Cmdlet(VerbsCommon.Get, "JwtSigningKey")]
[OutputType(typeof(JwtSigningKeyInfo))]
public sealed class GetJwtSigningKeyCommand : StoreCmdlet
{
    /// <summary>The name; wildcards allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JwtSigningKeyNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string name in Name) ForEachInput(name, () => WriteObject(store.Tokens.ListSigningKeys(name), enumerateCollection: true));
    }
}
