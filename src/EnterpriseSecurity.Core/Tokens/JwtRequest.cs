using System.Text.Json.Nodes;

namespace EnterpriseSecurity.Tokens;

/// <summary>What shall stand in a new token.</summary>
public sealed record JwtRequest
{
    /// <summary>How long a token lasts unless another time is given.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(60);

    /// <summary>Whom it is about (sub).</summary>
    public string? Subject { get; init; }

    /// <summary>Who issues it (iss).</summary>
    public string? Issuer { get; init; }

    /// <summary>Whom it is for (aud); one is written as text, several as a list.</summary>
    public IReadOnlyList<string> Audience { get; init; } = [];

    /// <summary>How long it lasts, from now: a second to ten years.</summary>
    public TimeSpan ExpiresIn { get; init; } = DefaultLifetime;

    /// <summary>From when on it is valid (nbf); at once, and without the claim, when null.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Further claims; the registered ones have places of their own above.</summary>
    public JsonObject? Claims { get; init; }

    /// <summary>The type in the header (typ).</summary>
    public string TokenType { get; init; } = "JWT";

    /// <summary>The algorithm, one of the key's; its first when null.</summary>
    public JwtAlgorithm? Algorithm { get; init; }
}
