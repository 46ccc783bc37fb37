using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>Writes revocation lists, version 2 (RFC 5280, section 5).</summary>
internal static class CertificateRevocationList
{
    /// <summary>A list in DER.</summary>
    /// <param name="authority">Who signs.</param>
    /// <param name="revocations">What it lists.</param>
    /// <param name="number">Its number, larger with each list of the authority.</param>
    /// <param name="now">From when it counts.</param>
    /// <param name="lifetime">Until when the next one is there.</param>
    public static byte[] Write(CertificateAuthority authority, IEnumerable<CertificateRevocation> revocations, BigInteger number, DateTimeOffset now, TimeSpan lifetime)
    {
        if (lifetime < TimeSpan.FromMinutes(1) || lifetime > TimeSpan.FromDays(3660)) throw SecurityErrors.CertificateRevocationListLifetimeInvalid();
        if (CertificateInfoReader.KeyUsageOf(authority.Certificate) is { } usage && !usage.HasFlag(X509KeyUsageFlags.CrlSign)) throw SecurityErrors.CertificateNotAuthority(authority.ToString());
        DateTimeOffset second = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)).ToUniversalTime();
        CertificateRevocationListBuilder builder = new();
        foreach (CertificateRevocation one in revocations) builder.AddEntry(Convert.FromHexString(one.SerialNumber), one.At.ToUniversalTime(), IsWritten(one.Reason) ? one.Reason : null);
        CertificateKey key = authority.Key;
        return builder.Build(authority.Certificate.SubjectName, key.CreateGenerator(), number, second + lifetime, key.SignatureHash, CertificateBuilder.IdentifierOf(authority.Certificate), second);
    }

    // The platform refuses the reason of attribute authorities; an older store may have recorded it.
    private static bool IsWritten(X509RevocationReason reason) => reason is not (X509RevocationReason.Unspecified or X509RevocationReason.AACompromise);

    /// <summary>A list as PEM.</summary>
    public static string ToPem(byte[] der) => PemEncoding.WriteString("X509 CRL", der) + "\n";
}
