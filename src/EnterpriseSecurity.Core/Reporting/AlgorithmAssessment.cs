using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Tokens;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Reporting;

/// <summary>
/// What to think of an algorithm and a key size, and why: NIST SP 800-131A and 800-57 (112 bits of security until
/// 2030, 128 after), RFC 8332 and RFC 9142 for SSH, and OWASP's least costs for password hashes.
/// </summary>
/// <param name="Strength">The verdict.</param>
/// <param name="Reason">Why; empty for what is strong.</param>
internal readonly record struct AlgorithmAssessment(AlgorithmStrength Strength, ReportText Reason)
{
    private const int RsaWeakBelow = 2048;
    private const int RsaAgeingBelow = 3072;

    private static AlgorithmAssessment Strong { get; } = new(AlgorithmStrength.Strong, ReportText.None);

    /// <summary>An RSA key.</summary>
    public static AlgorithmAssessment OfRsa(int bits) => bits switch
    {
        < RsaWeakBelow => Weak($"RSA below 2,048 bits can be factored or soon will be"),
        < RsaAgeingBelow => Ageing($"RSA below 3,072 bits gives less than 128 bits of security; NIST ends it after 2030"),
        _ => Strong,
    };

    /// <summary>An SSH key by its name in the protocol.</summary>
    public static AlgorithmAssessment OfSsh(string? algorithm, int bits) => algorithm switch
    {
        "ssh-dss" => Weak($"DSA has 1,024 bits and SHA-1; OpenSSH no longer has it"),
        "ssh-rsa" => OfRsa(bits),
        _ => Strong,
    };

    /// <summary>A key named with its size, as certificates show it: <c>RSA 2048</c>.</summary>
    public static AlgorithmAssessment OfCertificateKey(string key) => key.Split(' ') switch
    {
        ["RSA", string bits] when int.TryParse(bits, out int size) => OfRsa(size),
        ["DSA", ..] => Weak($"DSA is no longer allowed for signatures"),
        _ => Strong,
    };

    /// <summary>The hash under a certificate's signature, by the signature's name.</summary>
    public static AlgorithmAssessment OfSignature(string signature) =>
        signature.Contains("md5", StringComparison.OrdinalIgnoreCase) ? Weak($"It is signed over MD5, for which collisions take seconds")
        : signature.Contains("sha1", StringComparison.OrdinalIgnoreCase) || signature.Contains("SHA-1", StringComparison.OrdinalIgnoreCase) ? Weak($"It is signed over SHA-1, for which collisions can be bought")
        : Strong;

    /// <summary>How a secret is sealed.</summary>
    public static AlgorithmAssessment OfSecret(SecretAlgorithm algorithm) => algorithm switch
    {
        SecretAlgorithm.Rsa2048 => Ageing($"The secret's key is wrapped with RSA of 2,048 bits; NIST ends it after 2030"),
        SecretAlgorithm.Fernet => Ageing($"Fernet has AES of 128 bits; it is for exchange with other programs"),
        _ => Strong,
    };

    /// <summary>An algorithm that signs tokens, with the key's bits where they are known.</summary>
    public static AlgorithmAssessment OfToken(JwtAlgorithm algorithm, int? rsaBits) => algorithm switch
    {
        JwtAlgorithm.HS256 or JwtAlgorithm.HS384 or JwtAlgorithm.HS512 => Ageing($"Whoever verifies these tokens can also make them; a key pair keeps the two apart"),
        _ when rsaBits is { } bits => OfRsa(bits),
        _ => Strong,
    };

    /// <summary>A one-time password.</summary>
    public static AlgorithmAssessment OfOneTimePassword(OtpAlgorithm algorithm, int digits) =>
        digits < 6 ? Weak($"Codes of fewer than 6 digits are soon guessed")
        : algorithm == OtpAlgorithm.Sha1 ? new(AlgorithmStrength.Strong, ReportText.Of($"HMAC is not touched by SHA-1's collisions, and every app knows it"))
        : Strong;

    /// <summary>How a password is hashed.</summary>
    public static AlgorithmAssessment OfPasswordHash(PasswordHashInfo hash) => hash.RehashReason switch
    {
        null => Strong,
        PasswordRehashReason.RetiredAlgorithm => Weak($"The hash is of a kind that is kept for old passwords only"),
        PasswordRehashReason.SaltTooShort => Weak($"The salt has less than 8 bytes"),
        PasswordRehashReason.CostBelowMinimum => Weak($"The cost is below the least that OWASP asks for"),
        _ => Ageing($"A higher cost or another algorithm is wanted"),
    };

    /// <summary>Argon2id in front of a passphrase; OWASP's least is 19 MiB and 2 passes.</summary>
    public static AlgorithmAssessment OfArgon2(int memoryKiB, int iterations) => (memoryKiB, iterations) switch
    {
        ( < 19 * 1024, _) or (_, < 2) => Weak($"The cost is below the least that OWASP asks for"),
        ( < 64 * 1024, _) or (_, < 3) => Ageing($"New passphrases cost 64 MiB and 3 passes"),
        _ => Strong,
    };

    /// <summary>The worse of two.</summary>
    public AlgorithmAssessment Or(AlgorithmAssessment other) => other.Strength > Strength ? other : this;

    private static AlgorithmAssessment Weak(ReportText reason) => new(AlgorithmStrength.Weak, reason);

    private static AlgorithmAssessment Ageing(ReportText reason) => new(AlgorithmStrength.Ageing, reason);
}
