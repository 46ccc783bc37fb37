using System.Net;

namespace EnterpriseSecurity.Ssh;

/// <summary>Whom a check of a certificate trusts, and what the certificate is shown for.</summary>
public sealed record SshCertificateExpectation
{
    /// <summary>The keys of the authorities that are trusted. With none, no certificate is believed.</summary>
    public required IReadOnlyCollection<SshPublicKey> TrustedAuthorities { get; init; }

    /// <summary>Whether a user or a host shows the certificate.</summary>
    public required SshCertificateType Type { get; init; }

    /// <summary>
    /// The account, or the host's name, that the certificate has to name; null leaves its principals unchecked. Names are
    /// compared as sshd and ssh do: exactly, a host's name after it has been put in lower case.
    /// </summary>
    public required string? Principal { get; init; }

    /// <summary>True to accept a certificate without principals, which speaks for every account or host.</summary>
    public bool AllowAnyPrincipal { get; init; }

    /// <summary>The time to check for; the present when null.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The address that the user comes from. When null, a certificate with <c>source-address</c> is refused.</summary>
    public IPAddress? SourceAddress { get; init; }
}
