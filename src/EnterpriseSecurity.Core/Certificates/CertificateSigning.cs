using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <summary>What is signed for files and for the store alike: a request as far as a policy allows, and a renewal.</summary>
internal static class CertificateSigning
{
    /// <summary>The certificate for a request; the caller disposes of it.</summary>
    /// <exception cref="AccessRefusedException">The policy does not allow it; the error has every reason.</exception>
    public static X509Certificate2 Issue(CertificateSigningRequest request, CertificateRequestPolicy policy, CertificateAuthority authority, TimeSpan? expiresIn, DateTimeOffset now)
    {
        IReadOnlyList<string> refusals = policy.FindRefusals(request, expiresIn);
        if (refusals.Count > 0) throw SecurityErrors.CertificateRequestRefused(request.Subject, refusals);
        if (authority.Key.PublicKeyInfo.Span.SequenceEqual(request.PublicKey.ExportSubjectPublicKeyInfo())) throw SecurityErrors.CertificateRequestOwnKey();
        return CertificateBuilder.Leaf(
            policy.SubjectFor(request).ToDistinguishedName(), request.PublicKey, policy.Profile, policy.NamesFor(request), policy.Locations, expiresIn, policy.MaximumLifetime, authority, now);
    }

    /// <summary>A renewed certificate, its key, and the certificate's file; the caller disposes of the first two.</summary>
    public static (X509Certificate2 Certificate, CertificateKey Key, string Pem) Renewed(X509Certificate2 old, CertificateKey present, CertificateAuthority? authority, CertificateRenewal options, DateTimeOffset now)
    {
        if (!present.Matches(old)) throw SecurityErrors.CertificateKeyMismatch();
        bool signsItself = CertificateInfoReader.NamesItself(old);
        // Whoever may write a file may write any issuer's name into it.
        bool fits = authority is null ? signsItself
            : authority.Certificate.SubjectName.RawData.AsSpan().SequenceEqual(old.IssuerName.RawData) && SignedStructure.Read(old.RawData).IsSignedBy(authority.Certificate.PublicKey) == true;
        if (!fits) throw SecurityErrors.CertificateAuthorityNeeded(DistinguishedNameText.Of(old.IssuerName));
        CertificateKey key;
        if (options.NewKey)
        {
            if (CertificateInfoReader.ConstraintsOf(old).IsAuthority) throw SecurityErrors.CertificateAuthorityKeepsKey(DistinguishedNameText.Of(old.SubjectName));
            CertificateKeyType type = options.KeyType ?? present.KeyType ?? CertificateKeyType.Rsa4096;
            key = CertificateKey.Generate(type);
        }
        else
        {
            using SecretBuffer copy = present.ToPkcs8();
            key = CertificateKey.FromPkcs8(copy);
        }

        try
        {
            X509Certificate2 certificate = CertificateBuilder.Renewed(old, key, authority, options.ExpiresIn, now);
            return (certificate, key, ToPem(certificate, authority?.ChainBelow ?? []));
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>A certificate and those above it, as a file has them.</summary>
    public static string ToPem(X509Certificate2 certificate, IEnumerable<X509Certificate2> chain) => string.Concat(chain.Prepend(certificate).Select(one => one.ExportCertificatePem() + "\n"));

    /// <summary>A request as a file has it.</summary>
    public static string ToRequestPem(byte[] request) => PemEncoding.WriteString("CERTIFICATE REQUEST", request) + "\n";

    /// <summary>The entry of a request that is answered.</summary>
    public static AuditNote NoteOf(CertificateSigningRequest request, CertificateAuthority authority) =>
        new(AuditAction.CertificateIssued, request.Subject.Length == 0 ? "-" : request.Subject) { Metadata = { ["authority"] = AuditText.Clip(authority.ToString()) } };

    /// <summary>Adds to an entry which certificate was made.</summary>
    public static void Describe(AuditNote note, X509Certificate2 certificate)
    {
        note.Metadata["serial"] = certificate.SerialNumber;
        note.Metadata["notAfter"] = certificate.NotAfter.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture);
    }
}
