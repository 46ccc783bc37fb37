using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>
/// Checks certificates: dates, chain to a trusted root, host, key, hash, usage, revocation, and that a private key is
/// the certificate's. Nothing goes over the network unless -Online is given.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "Cert", DefaultParameterSetName = ByPath)]
[OutputType(typeof(bool), typeof(CertificateVerification))]
public sealed class TestCertCommand : CertificateCmdlet, IDisposable
{
    private readonly TrustMaterial _material = new();

    /// <summary>The host name or IP address that it shall be for.</summary>
    [Parameter]
    public string? HostName { get; set; }

    /// <summary>Files of the roots to trust instead of the system's; wildcards allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] TrustedRoot { get; set; } = [];

    /// <summary>Files of certificates between it and a root; wildcards allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] Intermediate { get; set; } = [];

    /// <summary>Files of revocation lists; wildcards allowed. When one is given, the certificate must be covered by one.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] Crl { get; set; } = [];

    /// <summary>What it shall be used for. With -HostName it is Server.</summary>
    [Parameter]
    public CertificatePurpose Purpose { get; set; } = CertificatePurpose.Any;

    /// <summary>A private key's file; the key must be the certificate's. -Passphrase opens it.</summary>
    [Parameter]
    public string? PrivateKeyPath { get; set; }

    /// <summary>The time to check at, instead of now.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    /// <summary>How long it may be valid from its first day to its last.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? MaximumLifetime { get; set; }

    /// <summary>Lets a certificate that no trusted root vouches for pass: a self-signed one, or one of an unknown authority.</summary>
    [Parameter]
    public SwitchParameter AllowUntrusted { get; set; }

    /// <summary>Asks the issuers over the network for revocation and for missing certificates.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <summary>Writes the findings and the chain instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _material.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing() => OrTerminate(null, () =>
    {
        _material.AddRoots(Resolve(TrustedRoot));
        _material.AddIntermediates(Resolve(Intermediate));
        _material.AddRevocationLists(Resolve(Crl));
        if (PrivateKeyPath is null) return;
        using SecretBuffer? passphrase = Buffer(Passphrase);
        using SecretBuffer key = CertificateFile.ReadPrivateKey(ResolveNewPath(PrivateKeyPath), passphrase);
        _material.PrivateKey = CertificateKey.Load(key.Span);
    });

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CertificateCheckOptions options = new()
        {
            HostName = HostName,
            TrustedRoots = _material.Roots,
            Intermediates = _material.Intermediates,
            RevocationLists = _material.RevocationLists,
            PrivateKey = _material.PrivateKey,
            Purpose = Purpose,
            At = At,
            MaximumLifetime = MaximumLifetime,
            AllowUntrusted = AllowUntrusted,
            CheckOnline = Online,
        };
        foreach (X509Certificate2 one in Certificate) ForEachInput(one.Subject, () => Write(Files.Check(one, options)));
        foreach (string name in Name)
        {
            ForEachInput(name, () =>
            {
                using CertificateBundle bundle = OpenManaged(name, out string? path);
                Write(Files.Check(bundle, options) with { Path = path });
            });
        }

        foreach (string path in ResolvePaths())
        {
            ForEachInput(path, () =>
            {
                using SecretBuffer? passphrase = Buffer(Passphrase);
                Write(Files.Check(path, passphrase, options));
            });
        }
    }

    // A root that is not there must not leave the system's roots in its place.
    private List<string> Resolve(string[] paths)
    {
        List<string> found = [];
        foreach (string path in paths)
        {
            IReadOnlyList<string> some = WildcardPattern.ContainsWildcardCharacters(path) ? ResolveExistingPaths([path], literal: false) : [ResolveNewPath(path)];
            if (some.Count == 0) ThrowTerminatingError(Errors.PathNotFound(path));
            found.AddRange(some);
        }

        return found;
    }

    private void Write(CertificateVerification verdict) => WriteObject(Detailed ? verdict : (object)verdict.IsValid);
}
