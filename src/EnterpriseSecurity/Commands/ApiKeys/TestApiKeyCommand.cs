using System.Management.Automation;
using System.Net;
using System.Security;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Tells whether API keys are accepted, and counts the requests.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ApiKey")]
[OutputType(typeof(bool), typeof(ApiKeyValidation))]
public sealed class TestApiKeyCommand : StoreCmdlet
{
    /// <summary>The keys themselves.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Key { get; set; } = new();

    /// <summary>Scopes that the key must all have.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[] RequiredScope { get; set; } = [];

    /// <summary>Scopes of which the key must have one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[] AnyScope { get; set; } = [];

    /// <summary>Where the request comes from.</summary>
    [Parameter]
    [Alias("IPAddress")]
    public IPAddress? SourceAddress { get; set; }

    /// <summary>Writes the whole answer instead of true or false: the reason, the owner, what remains, how long to wait.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(null, () =>
    {
        using SecretBuffer key = Key.ToUtf8Buffer();
        ApiKeyValidation answer = store.ApiKeys.Validate(key.Span, new ApiKeyCheck { RequiredScopes = RequiredScope, AnyScope = AnyScope, SourceAddress = SourceAddress });
        WriteObject(Detailed ? answer : answer.IsValid);
    });
}
