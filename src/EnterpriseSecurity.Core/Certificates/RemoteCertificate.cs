using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>The certificate of a TLS endpoint, as it was presented, and what a check of it came to.</summary>
public sealed record RemoteCertificate
{
    /// <summary>The host that was connected to.</summary>
    public required string HostName { get; init; }

    /// <summary>The TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>The name that was asked for.</summary>
    public required string ServerName { get; init; }

    /// <summary>The address that answered.</summary>
    public required string RemoteAddress { get; init; }

    /// <summary>The protocol, as <c>Tls13</c>; null when the server ended the handshake after it had shown its certificate.</summary>
    public string? Protocol { get; init; }

    /// <summary>The cipher suite by IANA's name; null with the protocol.</summary>
    public string? CipherSuite { get; init; }

    /// <summary>The server's certificate.</summary>
    public CertificateInfo Info => Presented[0];

    /// <summary>The server's subject.</summary>
    public string Subject => Info.Subject;

    /// <summary>Until when the server's certificate is valid.</summary>
    public DateTimeOffset NotAfter => Info.NotAfter;

    /// <summary>What the server sent: its certificate, and what it sent with it.</summary>
    public required IReadOnlyList<CertificateInfo> Presented { get; init; }

    /// <summary>What the check for the server's name came to.</summary>
    public required CertificateVerification Verification { get; init; }

    /// <summary>True when the check found no error.</summary>
    public bool IsValid => Verification.IsValid;

    /// <summary>The certificates that the server sent, in <see cref="Presented"/>'s order.</summary>
    public required IReadOnlyList<X509Certificate2> Certificates { get; init; }

    /// <summary>The file that they were saved to, or null.</summary>
    public string? Path { get; init; }
}
