namespace EnterpriseSecurity.RequestSigning;

/// <summary>What came of checking a request's signature.</summary>
public sealed record RequestVerification
{
    /// <summary>True when the request is to be accepted.</summary>
    public bool IsValid => Reason == RequestSignatureReason.Accepted;

    /// <summary>Why.</summary>
    public required RequestSignatureReason Reason { get; init; }

    /// <summary>The header that the reason is about, or null.</summary>
    public string? Header { get; init; }

    /// <summary>The id of the key that the request names, or null. Proved only when the request is accepted.</summary>
    public string? KeyId { get; init; }

    /// <summary>When the request says that it was signed, or null. Proved only when the request is accepted.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The headers that the signature covers, in lower case.</summary>
    public IReadOnlyList<string> SignedHeaders { get; init; } = [];
}
