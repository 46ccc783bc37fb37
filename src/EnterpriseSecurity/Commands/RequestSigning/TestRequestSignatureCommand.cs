using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.RequestSigning;

/// <summary>
/// Checks the signature of an HTTP request that came: that this key has signed it, unchanged, lately, and that it did
/// not come before. What came before is kept in the store if there is one, and else in this process.
/// </summary>
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
