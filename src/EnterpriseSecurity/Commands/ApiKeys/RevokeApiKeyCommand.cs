using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Revokes API keys, at once and for good.</summary>
[Cmdlet(VerbsSecurity.Revoke, "ApiKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Id")]
[OutputType(typeof(ApiKeyInfo))]
public sealed class RevokeApiKeyCommand : StoreCmdlet
{
    /// <summary>The public ids of the keys.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>A key itself, for when it was found somewhere and its id is not at hand.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Key")]
    [SecretTransformation]
    public SecureString Key { get; set; } = new();

    /// <summary>Why; kept with the key and in the audit trail.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the revoked keys.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (ParameterSetName == "Key")
        {
            ForEachInput(null, () =>
            {
                using SecretBuffer key = Key.ToUtf8Buffer();
                Id = [store.ApiKeys.Identify(key.Span)];
            });
        }

        foreach (string id in Id.Select(ApiKeyManager.IdOf))
        {
            if (!Confirm(Force, id, "Revoke API key")) continue;
            ForEachInput(id, () =>
            {
                ApiKeyInfo revoked = store.ApiKeys.Revoke(id, Reason);
                if (PassThru) WriteObject(revoked);
            });
        }
    }
}
