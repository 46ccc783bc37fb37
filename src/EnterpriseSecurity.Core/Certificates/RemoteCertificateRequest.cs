namespace EnterpriseSecurity.Certificates;

/// <summary>Whose certificate to fetch, and how.</summary>
public sealed class RemoteCertificateRequest
{
    /// <summary>The host to connect to: a name or an IP address.</summary>
    public required string HostName { get; init; }

    /// <summary>The TCP port.</summary>
    public int Port { get; init; } = 443;

    /// <summary>The name to ask for (SNI) and to check the certificate for; <see cref="HostName"/> when null.</summary>
    public string? ServerName { get; init; }

    /// <summary>How long connecting and the handshake may take together.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True to offer TLS 1.0 and 1.1 too, if the platform still has them; otherwise 1.2 and 1.3 only.</summary>
    public bool AllowOldProtocols { get; init; }

    /// <summary>What the certificate is checked against; its host name and purpose are set here.</summary>
    public CertificateCheckOptions? Check { get; init; }

    /// <summary>The endpoint in one word.</summary>
    public override string ToString() => HostName.Contains(':', StringComparison.Ordinal) && !HostName.StartsWith('[')
        ? FormattableString.Invariant($"[{HostName}]:{Port}")
        : FormattableString.Invariant($"{HostName}:{Port}");
}
