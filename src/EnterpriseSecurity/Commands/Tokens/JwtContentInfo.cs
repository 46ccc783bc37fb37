using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>What a token says, unverified: anyone can write such a token, so no decision may rest on it.</summary>
public sealed class JwtContentInfo
{
    internal JwtContentInfo(UnverifiedJwt content)
    {
        Algorithm = content.Algorithm;
        KeyId = content.KeyId;
        Type = content.Type;
        Header = ClaimConversion.ToObject(content.Header)!;
        Claims = ClaimConversion.ToObject(content.Claims)!;
    }

    /// <summary>Always false; Test-Jwt verifies.</summary>
    public bool IsVerified => false;

    /// <summary>The algorithm that the header names.</summary>
    public string Algorithm { get; }

    /// <summary>The key id that the header names.</summary>
    public string? KeyId { get; }

    /// <summary>The token's type.</summary>
    public string? Type { get; }

    /// <summary>The header.</summary>
    public object Header { get; }

    /// <summary>The claims.</summary>
    public object Claims { get; }
}
