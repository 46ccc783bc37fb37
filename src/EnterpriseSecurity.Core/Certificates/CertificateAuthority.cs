using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>An authority that can sign: its certificate, its key, and the certificates above it but for the root.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private readonly IReadOnlyList<X509Certificate2> _above;

    private CertificateAuthority(X509Certificate2 certificate, CertificateKey key, IReadOnlyList<X509Certificate2> above)
    {
        Certificate = certificate;
        Key = key;
        _above = above;
        Chain = [.. above.Where(one => !CertificateInfoReader.NamesItself(one))];
        PathLength = CertificateInfoReader.ConstraintsOf(certificate).PathLength;
    }

    /// <summary>The authority's certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>What stands between its certificate and the root, the nearest first.</summary>
    public IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>How many authorities may stand below it; null for no limit.</summary>
    public int? PathLength { get; }

    internal CertificateKey Key { get; }

    /// <summary>Everything whose name constraints bind what it signs, as far as it is known: itself and what is above it, the root too.</summary>
    internal IEnumerable<X509Certificate2> Binding => _above.Prepend(Certificate);

    /// <summary>True for a root.</summary>
    internal bool IsRoot => CertificateInfoReader.NamesItself(Certificate);

    /// <summary>What a certificate that it signs has after it in a file, so that a verifier with the root finds the way.</summary>
    internal IEnumerable<X509Certificate2> ChainBelow => IsRoot ? [] : Chain.Prepend(Certificate);

    /// <summary>Takes over a certificate and its key; disposing of the authority disposes of both, and of the chain.</summary>
    /// <exception cref="InvalidInputException">The certificate is no authority's, or the key is another's.</exception>
    public static CertificateAuthority Create(X509Certificate2 certificate, CertificateKey key, IEnumerable<X509Certificate2>? chain = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(key);
        if (!key.Matches(certificate)) throw SecurityErrors.CertificateKeyMismatch();
        bool maySign = CertificateInfoReader.KeyUsageOf(certificate) is not { } usage || usage.HasFlag(X509KeyUsageFlags.KeyCertSign);
        if (!CertificateInfoReader.ConstraintsOf(certificate).IsAuthority || !maySign) throw SecurityErrors.CertificateNotAuthority(DistinguishedNameText.Of(certificate.SubjectName));
        return new CertificateAuthority(certificate, key, [.. chain ?? []]);
    }

    /// <summary>Wipes the key and lets the certificates go.</summary>
    public void Dispose()
    {
        Key.Dispose();
        Certificate.Dispose();
        foreach (X509Certificate2 one in _above) one.Dispose();
    }

    /// <summary>Says whose it is, never the key.</summary>
    public override string ToString() => DistinguishedNameText.Of(Certificate.SubjectName);
}
