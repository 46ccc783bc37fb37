using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Certificates;

/// <summary>What a certificate file holds: certificates, and the private key of one of them or none.</summary>
public sealed class CertificateBundle : IDisposable
{
    /// <summary>Takes over the certificates and the key; disposing of the bundle disposes of them.</summary>
    /// <param name="certificates">At least one certificate, without private keys attached.</param>
    /// <param name="privateKey">A PKCS#8 PrivateKeyInfo (RFC 5958) in DER, or null.</param>
    /// <param name="format">The form of the file they come from.</param>
    public CertificateBundle(IReadOnlyList<X509Certificate2> certificates, SecretBuffer? privateKey, CertificateFormat format)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        if (certificates.Count == 0) throw new ArgumentException("A bundle holds at least one certificate.", nameof(certificates));
        Certificates = certificates;
        PrivateKey = privateKey;
        Format = format;
        HasPrivateKey = privateKey is not null;
        Leaf = (privateKey is null ? null : certificates.FirstOrDefault(one => CertificateKeyReader.Matches(one, privateKey))) ?? certificates[0];
    }

    /// <summary>The certificates, in the file's order if its form has one.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; }

    /// <summary>The private key as a PKCS#8 PrivateKeyInfo in DER, or null.</summary>
    public SecretBuffer? PrivateKey { get; }

    /// <summary>The form of the file.</summary>
    public CertificateFormat Format { get; }

    /// <summary>The certificate that the private key belongs to; without a key, the first one. PFX and P7B keep no order; there one that issued none of the others is first.</summary>
    public X509Certificate2 Leaf { get; }

    /// <summary>The certificates other than <see cref="Leaf"/>.</summary>
    public IEnumerable<X509Certificate2> Others => Certificates.Where(one => !ReferenceEquals(one, Leaf));

    /// <summary>True when the file has a private key, read or left unread.</summary>
    public bool HasPrivateKey { get; internal init; }

    /// <summary>Wipes the key and lets the certificates go.</summary>
    public void Dispose()
    {
        PrivateKey?.Dispose();
        foreach (X509Certificate2 one in Certificates) one.Dispose();
    }

    /// <summary>Says what there is, never the key.</summary>
    public override string ToString() => $"{Format}: {Certificates.Count} certificate(s){(HasPrivateKey ? ", private key" : "")}";
}
