using System.Buffers;
using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Takes over API keys that were made elsewhere, by the SHA-256 of their text, so that their holders need no new ones.</summary>
[Cmdlet(VerbsData.Import, "ApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(ApiKeyInfo))]
public sealed class ImportApiKeyCommand : StoreCmdlet
{
    /// <summary>What the key is for.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    /// <summary>The SHA-256 of the key's text: 64 hexadecimal digits.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Sha256 { get; set; } = "";

    /// <summary>What it may be used for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Scopes", "Permission")]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>Who the key acts for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UserIdCompleter))]
    public string? UserId { get; set; }

    /// <summary>Until when it is accepted.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>How many requests it may make an hour; any number when nothing is said.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? RateLimit { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess(Name, "Import API key")) return;
        ForEachInput(Name, () => WriteObject(store.ApiKeys.Import(Digest(), new ApiKeyOptions { Name = Name, Scopes = Scope, UserId = UserId, ExpiresAt = ExpiresAt, RateLimit = RateLimit })));
    }

    // What is no hexadecimal is left to the store to refuse, with what is too short.
    private byte[] Digest()
    {
        byte[] digest = new byte[32];
        return Sha256.Length == 64 && Convert.FromHexString(Sha256, digest, out _, out _) == OperationStatus.Done ? digest : [];
    }
}
