namespace EnterpriseSecurity.Tokens;

/// <summary>What is asked of a token beside a good signature.</summary>
public sealed record JwtVerificationOptions
{
    /// <summary>The longest clock skew.</summary>
    public static readonly TimeSpan LongestClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>The algorithms to accept, of those that belong to the keys; each key's first one when there is none here.</summary>
    public IReadOnlyList<JwtAlgorithm> Algorithms { get; init; } = [];

    /// <summary>The issuers to accept; any when there is none.</summary>
    public IReadOnlyList<string> Issuers { get; init; } = [];

    /// <summary>Who asks: a token that is for anyone must be for one of these (RFC 7519 section 4.1.3).</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>Accepts tokens that are for someone else, as the service that issues them does.</summary>
    public bool AnyAudience { get; init; }

    /// <summary>How far the clocks may differ: none to five minutes.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Claims that must be there.</summary>
    public IReadOnlyList<string> RequiredClaims { get; init; } = [];

    /// <summary>The type that the header must name, as <c>at+jwt</c>; any, or none, when null.</summary>
    public string? TokenType { get; init; }

    /// <summary>Accepts a token that never expires.</summary>
    public bool AllowNoExpiration { get; init; }
}
