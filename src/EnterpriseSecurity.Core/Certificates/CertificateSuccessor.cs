using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Certificates;

/// <summary>A renewed certificate, before it is stored.</summary>
/// <param name="certificate">The certificate.</param>
/// <param name="pem">The certificate's file: it and those above it.</param>
/// <param name="request">The request's file; null for a new key.</param>
/// <param name="keyFile">The key's file.</param>
internal sealed class CertificateSuccessor(X509Certificate2 certificate, string pem, string? request, ReadOnlySpan<byte> keyFile) : IDisposable
{
    public X509Certificate2 Certificate { get; } = certificate;

    /// <summary>The public key, as the record knows it by.</summary>
    public byte[] PublicKeyInfo { get; } = certificate.PublicKey.ExportSubjectPublicKeyInfo();

    /// <summary>What the record holds.</summary>
    public SecretBuffer Body { get; } = CertificateRecord.Encode(pem, request, keyFile);

    /// <summary>The certificate, those above it, and the key, as one PEM text.</summary>
    public SecretBuffer Files { get; } = Join(Encoding.ASCII.GetBytes(pem), keyFile);

    public void Dispose()
    {
        Certificate.Dispose();
        Body.Dispose();
        Files.Dispose();
    }

    private static SecretBuffer Join(ReadOnlySpan<byte> certificates, ReadOnlySpan<byte> key)
    {
        SecretBuffer joined = new(certificates.Length + key.Length);
        certificates.CopyTo(joined.Span);
        key.CopyTo(joined.Span[certificates.Length..]);
        return joined;
    }
}
