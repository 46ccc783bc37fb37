using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.RequestSigning;

/// <summary>Checks the signature of an HTTP request that came: signed by this key, unchanged, recent, and not seen before.</summary>
/// <remarks>
/// <para>Give the request as the client sent it: method, whole address, headers and body, or pipe the request
/// object of an HttpListener in. It writes true when the signature is good, the time is within the window, the
/// required headers are signed and the nonce is new.</para>
/// <para>Nonces are remembered in the connected store, so that of several processes one accepts a request once;
/// without a store in this process, at most 100,000. Give <c>-Detailed</c> for the reason of a refusal, and keep it
/// for the operator: tell the sender no more than 401. With a store connected each check leaves an entry in the
/// audit trail.</para>
/// </remarks>
/// <example>
/// <para>Accept a request once.</para>
/// <code>
/// $uri = 'https://api.example.com/v1/items'
/// $headers = New-RequestSignature GET $uri -Key (Unprotect-Secret partner-hmac) -KeyId client-1
///
/// Test-RequestSignature GET $uri -Headers $headers -Key (Unprotect-Secret partner-hmac) -KeyId client-1
/// Test-RequestSignature GET $uri -Headers $headers -Key (Unprotect-Secret partner-hmac) -KeyId client-1
/// </code>
/// <para>The first is true. The second is false: the request came before.</para>
/// </example>
/// <example>
/// <para>Check with the sender's public key, and see why one is refused.</para>
/// <code>
/// New-SshKeyPair -Path ./client -KeyType Ed25519 | Out-Null
/// $headers = New-RequestSignature POST https://api.example.com/v1/items -Body 'a' -KeyPath ./client
///
/// Test-RequestSignature POST https://api.example.com/v1/items -Headers $headers -Body 'b' -PublicKey (Get-Content ./client.pub -Raw) -Detailed
/// </code>
/// <para>IsValid is false, and the reason is BodyMismatch.</para>
/// </example>
/// <example>
/// <para>Insist on a signed content type and a narrow window.</para>
/// <code>
/// $uri = 'https://api.example.com/v1/items'
/// $headers = New-RequestSignature PUT $uri -Headers @{ 'Content-Type' = 'text/plain' } -Body 'a' -Key (Unprotect-Secret partner-hmac)
///
/// Test-RequestSignature PUT $uri -Headers $headers -Body 'a' -Key (Unprotect-Secret partner-hmac) -RequiredHeader content-type -ClockWindow 1m
/// </code>
/// </example>
/// <seealso cref="NewRequestSignatureCommand"/>
/// <seealso cref="Secrets.UnprotectSecretCommand"/>
/// <seealso cref="Audit.GetSecurityAuditCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "RequestSignature", DefaultParameterSetName = BySecret)]
[OutputType(typeof(bool), typeof(RequestVerification))]
public sealed class TestRequestSignatureCommand : RequestKeyCmdlet
{
    private const string ByPublicKey = "PublicKey";

    // One for the whole process, so that a request is accepted once by it.
    private static readonly RequestVerifier WithoutStore = new();

    /// <summary>The sender's Ed25519 public key: a line as in <c>id_ed25519.pub</c>, or PEM.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPublicKey)]
    public string PublicKey { get; set; } = "";

    /// <summary>How far the request's time may be from now, before or after, as in <c>5m</c>; five minutes when it is not given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ClockWindow { get; set; }

    /// <summary>Headers that must be signed.</summary>
    [Parameter]
    public string[] RequiredHeader { get; set; } = [];

    /// <summary>Accepts a request that came before, and remembers none.</summary>
    [Parameter]
    public SwitchParameter SkipReplayCheck { get; set; }

    /// <summary>Writes what was learned instead of true or false. It is for the operator, not for who sent the request.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(Uri, () =>
    {
        using RequestSigningKey key = OpenKey();
        RequestVerificationOptions options = new() { RequiredHeaders = RequiredHeader, CheckReplay = !SkipReplayCheck };
        if (ClockWindow is { } window) options = options with { ClockWindow = window };
        RequestVerification verdict = (TryResolve()?.RequestVerifier ?? WithoutStore).Verify(CreateRequest(), key, options);
        WriteObject(Detailed ? verdict : (object)verdict.IsValid);
    });

    private RequestSigningKey OpenKey() => ParameterSetName switch
    {
        ByPublicKey => RequestSigningKey.FromSshKey(SshPublicKey.Parse(PublicKey), KeyId),
        ByFile => OpenPublicKey(),
        _ => OpenSecret(),
    };

    private RequestSigningKey OpenPublicKey()
    {
        using SecretBuffer? passphrase = Passphrase?.ToUtf8Buffer();
        return RequestSigningKey.FromSshKey(KeyFiles.GetPublicKey(ResolveNewPath(KeyPath), passphrase), KeyId);
    }
}
