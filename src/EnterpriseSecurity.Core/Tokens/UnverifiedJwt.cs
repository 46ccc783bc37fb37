using System.Text.Json;

namespace EnterpriseSecurity.Tokens;

/// <summary>
/// What a token says, to look at. Nothing of it is proved: anyone can write such a token, so no decision may rest on
/// it. <see cref="JwtVerifier"/> is what proves.
/// </summary>
public sealed record UnverifiedJwt
{
    /// <summary>Always false: nothing was checked but the form.</summary>
    public bool IsVerified => false;

    /// <summary>The algorithm that the header names.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The key id that the header names, or null.</summary>
    public string? KeyId { get; init; }

    /// <summary>The token's type, or null.</summary>
    public string? Type { get; init; }

    /// <summary>The header.</summary>
    public required JsonElement Header { get; init; }

    /// <summary>The claims.</summary>
    public required JsonElement Claims { get; init; }

    /// <summary>Reads a signed token without checking its signature, its time or anything else that it claims.</summary>
    /// <exception cref="MalformedDataException">It is not in the form of a signed token.</exception>
    public static UnverifiedJwt Read(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        JwtCompact read = JwtCompact.TryParse(token, out string problem) ?? throw SecurityErrors.JwtMalformed(problem);
        return new UnverifiedJwt { Algorithm = read.Algorithm, KeyId = read.KeyId, Type = read.Type, Header = read.Header, Claims = read.Payload };
    }
}
