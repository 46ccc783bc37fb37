using System.Buffers;
using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Imports API keys that were made elsewhere, so that their holders need no new ones.</summary>
/// <remarks>
/// <para>
/// What is taken is the SHA-256 of a key's text (its UTF-8 bytes, without a line's end), as many systems keep it. The
/// store keeps a keyed hash of that, and the key is accepted from then on by <see cref="TestApiKeyCommand"/>. The
/// hash itself is not accepted as a key. The id of such a key begins with x.
/// </para>
/// <para>
/// Its strength is that of the old key: replace short ones by <see cref="NewApiKeyCommand"/> in time. Without
/// <c>-RateLimit</c> it may make any number of requests. <see cref="SetApiKeyCommand"/> changes the rest.
/// </para>
/// <para>
/// The audit trail gets the entry <c>api_key_imported</c>. Errors: <c>ApiKeyHashInvalid</c> (not 64 hexadecimal
/// digits), <c>ApiKeyExists</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Take over the keys of another system.</para>
/// <code>
/// Import-Csv ./old-keys.csv | Import-ApiKey -RateLimit 1000
/// </code>
/// <para>The columns Name and Sha256 are taken, and Scope, UserId and ExpiresAt where there are any.</para>
/// </example>
/// <example>
/// <para>Take over one key of which you have the text.</para>
/// <code>
/// $bytes = [Text.Encoding]::UTF8.GetBytes((Unprotect-Secret partner-key -AsPlainText))
/// $sha256 = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($bytes))
/// Import-ApiKey partner $sha256 -Scope read:orders -UserId contoso
/// Test-ApiKey (Unprotect-Secret partner-key) -RequiredScope read:orders
/// </code>
/// </example>
/// <seealso cref="NewApiKeyCommand"/>
/// <seealso cref="SetApiKeyCommand"/>
/// <seealso cref="TestApiKeyCommand"/>
[Cmdlet(VerbsData.Import, "ApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(ApiKeyInfo))]
public sealed class ImportApiKeyCommand : StoreCmdlet
{
    /// <summary>What the key is for.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    /// <summary>The SHA-256 of the key's text, as 64 hexadecimal digits.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Sha256 { get; set; } = "";

    /// <summary>What it may be used for, as in read, <c>read:users</c> or <c>docs:*</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Scopes", "Permission")]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>Who the key acts for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UserIdCompleter))]
    public string? UserId { get; set; }

    /// <summary>Until when it is accepted; it never ends by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>How many requests it may make an hour; any number by default.</summary>
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
