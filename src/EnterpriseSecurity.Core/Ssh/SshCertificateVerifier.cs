using System.Net;
using EnterpriseSecurity.Network;

namespace EnterpriseSecurity.Ssh;

/// <summary>Judges certificates. Nothing that a certificate says is looked at before its signature by a trusted key has been checked.</summary>
internal static class SshCertificateVerifier
{
    public static SshCertificateReason Judge(SshCertificate certificate, SshCertificateExpectation expectation, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(expectation.TrustedAuthorities);
        if (!expectation.TrustedAuthorities.Any(certificate.SigningKey.Equals)) return SshCertificateReason.AuthorityNotTrusted;
        if (certificate.IsWeak) return SshCertificateReason.AlgorithmRefused;
        if (!certificate.IsSignatureValid()) return SshCertificateReason.SignatureInvalid;
        if (certificate.Type != expectation.Type) return SshCertificateReason.TypeMismatch;

        ulong now = SshCertificateTime.ToSeconds(at);
        if (now < certificate.ValidAfterSeconds) return SshCertificateReason.NotYetValid;
        if (now >= certificate.ValidBeforeSeconds) return SshCertificateReason.Expired;
        if (expectation.Principal is { } principal)
        {
            if (certificate.Principals.Count == 0 && !expectation.AllowAnyPrincipal) return SshCertificateReason.NoPrincipals;
            if (certificate.Principals.Count > 0 && !Names(certificate, principal)) return SshCertificateReason.PrincipalNotAllowed;
        }

        if (FindUnknownOption(certificate) is not null) return SshCertificateReason.CriticalOptionUnknown;
        return AllowsAddress(certificate, expectation.SourceAddress) ? SshCertificateReason.Valid : SshCertificateReason.SourceAddressNotAllowed;
    }

    /// <summary>The first critical option that certificates of this type do not have; null when there is none.</summary>
    public static string? FindUnknownOption(SshCertificate certificate) =>
        certificate.CriticalOptions.Keys.FirstOrDefault(name => certificate.Type != SshCertificateType.User || !SshCertificateOptions.IsCritical(name));

    private static bool Names(SshCertificate certificate, string principal) =>
        certificate.Principals.Contains(certificate.Type == SshCertificateType.Host ? principal.ToLowerInvariant() : principal, StringComparer.Ordinal);

    private static bool AllowsAddress(SshCertificate certificate, IPAddress? address)
    {
        if (!certificate.CriticalOptions.TryGetValue(SshCertificateOptions.SourceAddress, out string? list)) return true;
        return address is not null && NetworkRange.ParseList(list) is { } networks && networks.Any(network => network.Contains(address));
    }
}
