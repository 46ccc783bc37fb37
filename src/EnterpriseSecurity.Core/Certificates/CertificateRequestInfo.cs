namespace EnterpriseSecurity.Certificates;

/// <summary>A request for a certificate that was made here, and where it is.</summary>
public sealed record CertificateRequestInfo
{
    /// <summary>Its name in the store, or of its files.</summary>
    public required string Name { get; init; }

    /// <summary>Its id in the store; null when the store does not manage it.</summary>
    public string? Id { get; init; }

    /// <summary>The request's file, PKCS#10 in PEM.</summary>
    public required string RequestPath { get; init; }

    /// <summary>The private key's file, PKCS#8 in PEM.</summary>
    public required string PrivateKeyPath { get; init; }

    /// <summary>The subject, in RFC 4514 text.</summary>
    public required string Subject { get; init; }

    /// <summary>The names that are asked for, with their kinds.</summary>
    public IReadOnlyList<string> AlternativeNames { get; init; } = [];

    /// <summary>The key's kind and size.</summary>
    public required string Key { get; init; }

    /// <summary>The request as PEM.</summary>
    public required string Request { get; init; }

    /// <summary>The subject.</summary>
    public override string ToString() => Subject;
}
