using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity;

/// <content>Tokens.</content>
internal static partial class SecurityErrors
{
    public static MalformedDataException JwtMalformed(string problem) => new(
        nameof(JwtMalformed), $"This is no signed token. {problem} Give the whole token, as it was issued.");

    public static MalformedDataException JwtKeyMalformed(string problem, Exception? inner = null) => new(
        nameof(JwtKeyMalformed), $"The key cannot be used: {problem} Give PEM, a JSON Web Key, or a shared secret.", null, inner);

    public static InvalidInputException JwtKeyUnsupported(string what, Exception? inner = null) => new(
        nameof(JwtKeyUnsupported), $"Tokens are not signed with {what}. Give an RSA key of {JwtKey.SmallestRsaKey} bits or more, an elliptic curve key on P-256, P-384 or P-521, or an Ed25519 key.", null, inner);

    public static InvalidInputException JwtRsaSizeInvalid(int bits, int smallest, int largest) => new(
        nameof(JwtRsaSizeInvalid), $"The RSA key has {bits} bits. Tokens need one of {smallest} to {largest} bits.", bits);

    public static InvalidInputException JwtSecretTooShort(int size, JwtAlgorithm algorithm) => new(
        nameof(JwtSecretTooShort), $"The secret has {size} bytes, and {algorithm} needs at least {algorithm.HashSize()} (RFC 7518). Make one with New-JwtSigningKey, or take as many random bytes.", size);

    public static InvalidInputException JwtSecretTooLong(int limit) => new(
        nameof(JwtSecretTooLong), $"The secret is longer than {limit} bytes. Give random bytes, not a file of another kind.", limit);

    public static InvalidInputException JwtSecretIsKey() => new(
        nameof(JwtSecretIsKey), "What was given as a shared secret is a key or a certificate, which others may have. Give it as PEM to verify with it, or give a secret.");

    public static InvalidInputException JwtKeyNotPublic() => new(
        nameof(JwtKeyNotPublic), "A shared secret (HS256, HS384, HS512) is never published: who has it can sign. Use a key of another algorithm for what others verify.");

    public static InvalidInputException JwtKeyCannotSign() => new(
        nameof(JwtKeyCannotSign), "The key is public, and only a private key signs. Give the private key; the public one is for Test-Jwt.");

    public static InvalidInputException JwtAlgorithmNotOfKey(string algorithm, JwtKey key) => new(
        nameof(JwtAlgorithmNotOfKey), $"The key is not used with {algorithm}, but with {string.Join(", ", key.Algorithms)}. Choose one of these, or another key.", algorithm);

    public static MalformedDataException JwtKeySetMalformed(string problem) => new(
        nameof(JwtKeySetMalformed), $"This is no JSON Web Key Set: {problem}. Give JSON of the form {{\"keys\":[…]}}.");

    public static InvalidInputException JwtClockSkewInvalid(TimeSpan skew) => new(
        nameof(JwtClockSkewInvalid), "A clock skew is between none and five minutes.", skew);

    public static InvalidInputException JwtLifetimeInvalid(TimeSpan lifetime) => new(
        nameof(JwtLifetimeInvalid), "A token lasts between a second and ten years. Give such a time, as in 60m or 30d.", lifetime);

    public static InvalidInputException JwtNotBeforeInvalid(DateTimeOffset start) => new(
        nameof(JwtNotBeforeInvalid), $"The token would begin at {start:u}, when it has ended. Give an earlier begin, or a longer time.", start);

    public static InvalidInputException JwtClaimReserved(string name) => new(
        nameof(JwtClaimReserved), $"The claim '{name}' has a parameter of its own, or is set by itself. Leave it out of the further claims.", name);

    public static InvalidInputException JwtClaimInvalid(string name, string problem) => new(
        nameof(JwtClaimInvalid), $"The claim '{Printable(name)}' cannot be used: {problem}.", Printable(name));

    public static InvalidInputException JwtTooLarge(int length, int limit) => new(
        nameof(JwtTooLarge), $"The token would have {length} characters, and no verifier here takes more than {limit}. Put less into its claims.", length);

    public static NotFoundException JwtSigningKeyNotFound(string name) => new(
        nameof(JwtSigningKeyNotFound), $"There is no signing key '{Printable(name)}'. Get-JwtSigningKey lists those there are.", Printable(name));

    public static AlreadyExistsException JwtSigningKeyExists(string name) => new(
        nameof(JwtSigningKeyExists), $"There is a signing key named '{name}' already. Rotate it with New-JwtSigningKey -Rotate, or choose another name.", name);

    public static InvalidInputException JwtOverlapInvalid(TimeSpan overlap) => new(
        nameof(JwtOverlapInvalid), "An overlap is between none and ten years. Give the longest time that a token of the old key lasts.", overlap);

    public static AuthenticationFailedException JwtRefreshTokenInvalid() => new(
        nameof(JwtRefreshTokenInvalid), "The refresh token is not one of this store. Sign in again with New-Jwt -WithRefreshToken.");

    public static ExpiredException JwtRefreshTokenExpired(DateTimeOffset at) => new(
        nameof(JwtRefreshTokenExpired), $"The session ended at {at:u}. Sign in again with New-Jwt -WithRefreshToken.");

    public static AuthenticationFailedException JwtRefreshTokenRevoked() => new(
        nameof(JwtRefreshTokenRevoked), "The session was revoked. Sign in again with New-Jwt -WithRefreshToken.");

    public static AuthenticationFailedException JwtRefreshTokenReused() => new(
        nameof(JwtRefreshTokenReused), "The refresh token was used before. Someone else may have it, so the session was revoked with all its tokens. Sign in again with New-Jwt -WithRefreshToken.");

    public static InvalidInputException JwtNotRevocable(string problem) => new(
        nameof(JwtNotRevocable), $"The token cannot be revoked. {problem} Give a token that this store verifies, or its id with Revoke-Jwt -Id.");
}
