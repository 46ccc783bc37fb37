using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>
/// Checks certificates: dates, chain to a trusted root, host, key, hash, usage, revocation, and that a private key is
/// the certificate's.
/// </summary>
/// <remarks>
/// <para>
/// Writes $true or $false; -Detailed writes the findings, the gravest first, and the chain. A certificate is valid
/// when no finding is an error. Nothing goes over the network unless -Online is given.
/// </para>
/// <para>
/// Trusted are the system's roots, or with -TrustedRoot those and no others. A self-signed certificate is not valid
/// unless it is its own -TrustedRoot, or -AllowUntrusted is given. With -HostName the certificate must be for a
/// server of that name, by its alternative names (RFC 9525); the common name does not count.
/// </para>
/// <para>
/// With -Crl the certificate must be covered by one of the lists: signed by its issuer, in date. -PrivateKeyPath also
/// checks that a key is the certificate's. Weak keys (RSA below 2048 bits) and hashes (SHA-1, MD5) are errors.
/// </para>
/// <para>
/// No store is needed for files; a connected one gets <c>certificate_validated</c> in its audit trail. A file that is
/// no certificate is $false with the finding Malformed; a file that is not there is an error.
/// </para>
/// </remarks>
/// <example>
/// <para>Ask whether a client of your own authority would accept a server's certificate.</para>
/// <code>
/// Test-Cert ./www.crt -HostName www.example.com -TrustedRoot ./ca.crt
/// </code>
/// </example>
/// <example>
/// <para>Learn what is wrong.</para>
/// <code>
/// (Test-Cert ./www.crt -HostName mail.example.com -Detailed).Findings | Format-Table Severity, Id, Message -Wrap
/// </code>
/// </example>
/// <example>
/// <para>
/// Check before a web server is restarted that certificate and key belong together and hold for two more weeks.
/// </para>
/// <code>
/// $good = Test-Cert ./www.crt -PrivateKeyPath ./www.key -TrustedRoot ./ca.crt -At (Get-Date).AddDays(14)
/// if (-not $good) { throw 'The new certificate is not ready.' }
/// </code>
/// </example>
/// <example>
/// <para>List the certificates of a folder that would not be accepted, with the reason.</para>
/// <code>
/// Get-ChildItem ./tls/*.crt | Test-Cert -AllowUntrusted -Detailed |
///     Where-Object { -not $_.IsValid } | Select-Object Path, Message
/// </code>
/// </example>
/// <example>
/// <para>Check a managed certificate against its authority's revocation list.</para>
/// <code>
/// $null = Export-CertRevocationList 'Example Issuing' ./issuing.crl
/// Test-Cert -Name www.example.com -TrustedRoot ./root.crt -Crl ./issuing.crl -HostName www.example.com
/// </code>
/// </example>
/// <seealso cref="GetCertInfoCommand"/>
/// <seealso cref="GetRemoteCertCommand"/>
/// <seealso cref="GetCertExpirationCommand"/>
/// <seealso cref="ExportCertRevocationListCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "Cert", DefaultParameterSetName = ByPath)]
[OutputType(typeof(bool), typeof(CertificateVerification))]
public sealed class TestCertCommand : CertificateCmdlet
{
    private readonly TrustMaterial _material = new();

    /// <summary>The host name or IP address that it shall be for; with it -Purpose is Server.</summary>
    [Parameter]
    public string? HostName { get; set; }

    /// <summary>
    /// Files of the roots to trust instead of the system's; wildcards allowed. One that is not there ends the
    /// command.
    /// </summary>
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

    /// <summary>What it shall be used for: Any, Server or Client. With -HostName it is Server, else Any.</summary>
    [Parameter]
    public CertificatePurpose Purpose { get; set; } = CertificatePurpose.Any;

    /// <summary>A private key's file; the key must be the certificate's. -Passphrase opens it.</summary>
    [Parameter]
    public string? PrivateKeyPath { get; set; }

    /// <summary>The time to check at, instead of now.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    /// <summary>
    /// How long it may be valid from its first day to its last, as in <c>398d</c>; longer is an error.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? MaximumLifetime { get; set; }

    /// <summary>Lets a certificate that no trusted root vouches for pass: a self-signed one, or one of an unknown authority.</summary>
    [Parameter]
    public SwitchParameter AllowUntrusted { get; set; }

    /// <summary>Asks the issuers over the network for revocation and for missing certificates.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <summary>Writes an object with the findings and the chain instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _material.Dispose();
        base.Dispose();
    }

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
