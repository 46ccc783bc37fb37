namespace EnterpriseSecurity.RequestSigning;

/// <summary>An HTTP request as far as its signature covers it.</summary>
public sealed record SignedRequest
{
    /// <summary>The method, for example <c>GET</c>; signed in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The absolute http or https address, with its query.</summary>
    public required Uri Uri { get; init; }

    /// <summary>The headers; the values of one that stands several times are joined by a comma. Names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body's bytes as they are sent; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
