using System.Text.Json;
using EnterpriseSecurity.Providers;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Tokens;

/// <summary>
/// Verifies signed tokens with keys that the caller trusts: RFC 7519 by the rules of RFC 8725. It needs no store; one
/// that comes from a store refuses tokens that were revoked there, and writes to its audit trail.
/// </summary>
public sealed class JwtVerifier
{
    private readonly SecurityStore? _store;
    private readonly TimeProvider _time;

    /// <summary>Works without a store, and hence without a list of revoked tokens.</summary>
    /// <param name="time">The clock; the system's when null.</param>
    public JwtVerifier(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    internal JwtVerifier(SecurityStore store)
    {
        _store = store;
        _time = store.Time;
    }

    /// <summary>Verifies a token with one key.</summary>
    /// <param name="token">The token.</param>
    /// <param name="key">The key of the one who signs, public or shared.</param>
    /// <param name="options">What else is asked.</param>
    /// <exception cref="InvalidInputException">The options cannot be used; a token that is not good is no exception.</exception>
    public JwtVerification Verify(string token, JwtKey key, JwtVerificationOptions? options = null) => Verify(token, [key], options);

    /// <summary>Verifies a token with the keys of a set; the token's key id says which, and when it has none, all are tried.</summary>
    /// <exception cref="InvalidInputException">The options cannot be used; a token that is not good is no exception.</exception>
    public JwtVerification Verify(string token, IReadOnlyList<JwtKey> keys, JwtVerificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(keys);
        options ??= new JwtVerificationOptions();
        if (options.ClockSkew < TimeSpan.Zero || options.ClockSkew > JwtVerificationOptions.LongestClockSkew) throw SecurityErrors.JwtClockSkewInvalid(options.ClockSkew);
        JwtVerification outcome = Check(token, keys, options);
        return _store is null ? outcome : JwtAudit.Verified(_store, outcome);
    }

    private static JwtVerification Refuse(JwtReason reason, string message, JwtClaims? proved = null) => JwtVerification.Refuse(reason, message, proved);

    private static JwtVerification? ChooseKeys(JwtCompact token, JwtAlgorithm? named, IReadOnlyList<JwtKey> keys, JwtVerificationOptions options, out List<JwtKey> chosen)
    {
        chosen = [];
        if (keys.Count == 0 && named is not null) return Refuse(JwtReason.UnknownKey, "No key is known that the token could be signed with.");
        if (named is not { } algorithm || !keys.Any(key => Accepts(key, algorithm, options))) return Refuse(JwtReason.AlgorithmNotAllowed, "The token's algorithm is not one that is accepted from these keys.");
        if (token.KeyId is not { } id) chosen.AddRange(keys);
        else if (keys.Any(key => key.KeyId == id)) chosen.AddRange(keys.Where(key => key.KeyId == id));
        else chosen.AddRange(keys.Where(key => !key.HasGivenId));
        if (chosen.Count == 0) return Refuse(JwtReason.UnknownKey, "The token names a key that is not among those given.");
        chosen.RemoveAll(key => !Accepts(key, algorithm, options));
        return chosen.Count == 0 ? Refuse(JwtReason.AlgorithmNotAllowed, "The token's algorithm is not the one of the key that it names.") : null;
    }

    private static bool Accepts(JwtKey key, JwtAlgorithm algorithm, JwtVerificationOptions options) =>
        options.Algorithms.Count == 0 ? key.Algorithms[0] == algorithm : options.Algorithms.Contains(algorithm) && key.Algorithms.Contains(algorithm);

    private static bool IsType(string? found, string wanted) => found is not null && string.Equals(WithoutPrefix(found), WithoutPrefix(wanted), StringComparison.OrdinalIgnoreCase);

    // RFC 7515 section 4.1.9: "application/" may be left out.
    private static string WithoutPrefix(string type) => type.StartsWith("application/", StringComparison.OrdinalIgnoreCase) ? type["application/".Length..] : type;

    private JwtVerification Check(string token, IReadOnlyList<JwtKey> keys, JwtVerificationOptions options)
    {
        if (JwtCompact.TryParse(token, out string problem) is not { } read) return Refuse(JwtReason.Malformed, problem);
        JwtAlgorithm? algorithm = JwtAlgorithms.Find(read.Algorithm);
        if (ChooseKeys(read, algorithm, keys, options, out List<JwtKey> chosen) is { } refusal) return refusal;
        if (JwtClaims.TryRead(read.Payload, out string wrong) is not { } claims) return Refuse(JwtReason.Malformed, $"The claim '{wrong}' is of the wrong type.");
        JwtKey? signer = chosen.Find(key => LibraryProviders.Current.Jwt.Verify(token, key, algorithm!.Value));
        if (signer is null) return Refuse(JwtReason.BadSignature, "The signature does not fit the token: another key has signed, or it was changed.");
        return CheckClaims(read, claims, options) ?? JwtVerification.Accept(claims, algorithm!.Value, signer.KeyId);
    }

    private JwtVerification? CheckClaims(JwtCompact token, JwtClaims claims, JwtVerificationOptions options)
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (options.TokenType is { } type && !IsType(token.Type, type)) return Refuse(JwtReason.WrongType, $"The token is not of the type '{type}'.", claims);
        if (claims.ExpiresAt is null && !options.AllowNoExpiration) return Refuse(JwtReason.MissingClaim, "The token has no end (exp).", claims);
        if (claims.ExpiresAt is { } end && now >= end + options.ClockSkew) return Refuse(JwtReason.Expired, $"The token expired at {end:u}.", claims);
        if (claims.NotBefore is { } start && now + options.ClockSkew < start) return Refuse(JwtReason.NotYetValid, $"The token is valid from {start:u}.", claims);
        if (claims.IssuedAt is { } issued && now + options.ClockSkew < issued) return Refuse(JwtReason.NotYetValid, $"The token says that it was issued at {issued:u}, which is in the future.", claims);
        if (options.Issuers.Count > 0 && (claims.Issuer is null || !options.Issuers.Contains(claims.Issuer, StringComparer.Ordinal))) return Refuse(JwtReason.WrongIssuer, "The token is not from an issuer that is accepted.", claims);
        if (CheckAudience(claims, options) is { } message) return Refuse(JwtReason.WrongAudience, message, claims);
        string? missing = options.RequiredClaims.FirstOrDefault(name => !claims.Payload.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null);
        return missing is null ? null : Refuse(JwtReason.MissingClaim, $"The token has no claim '{missing}'.", claims);
    }

    private static string? CheckAudience(JwtClaims claims, JwtVerificationOptions options)
    {
        if (options.AnyAudience || (claims.Audience.Count == 0 && options.Audiences.Count == 0)) return null;
        if (options.Audiences.Count == 0) return "The token is for a certain audience, and none was given to compare.";
        return claims.Audience.Intersect(options.Audiences, StringComparer.Ordinal).Any() ? null : "The token is for another audience.";
    }
}
