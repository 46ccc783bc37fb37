using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Reporting;

/// <summary>Algorithms by the names that their specifications have for them.</summary>
internal static class AlgorithmNames
{
    /// <summary>How a secret is sealed.</summary>
    public static ReportText Of(SecretAlgorithm algorithm) => algorithm switch
    {
        SecretAlgorithm.Aes256Gcm => ReportText.Of($"AES-256-GCM"),
        SecretAlgorithm.ChaCha20Poly1305 => ReportText.Of($"ChaCha20-Poly1305"),
        SecretAlgorithm.Aes256CbcHmac => ReportText.Of($"AES-256-CBC with HMAC"),
        SecretAlgorithm.Rsa2048 => ReportText.Of($"AES-256-GCM under RSA 2048"),
        SecretAlgorithm.Rsa4096 => ReportText.Of($"AES-256-GCM under RSA 4096"),
        _ => ReportText.Of($"{algorithm}"),
    };

    /// <summary>An SSH key's algorithm with its size where that says something.</summary>
    public static ReportText Of(SshKeyInfo key) => (key.Algorithm, key.Bits) switch
    {
        ("ssh-ed25519", _) => ReportText.Of($"Ed25519"),
        ("ssh-rsa", var bits) => ReportText.Of($"RSA {ReportNames.Number(bits)}"),
        ("ssh-dss", var bits) => ReportText.Of($"DSA {ReportNames.Number(bits)}"),
        ({ } name, var bits) when name.StartsWith("ecdsa-", StringComparison.Ordinal) => ReportText.Of($"ECDSA {ReportNames.Number(bits)}"),
        ({ } name, _) => ReportText.Of($"{ReportNames.Word(name)}"),
        _ => ReportText.None,
    };

    /// <summary>A managed key's type with its size where that says something.</summary>
    public static ReportText Of(ManagedKeyInfo key) => key.Type switch
    {
        ManagedKeyType.Ed25519 => ReportText.Of($"Ed25519"),
        ManagedKeyType.Hmac => ReportText.Of($"HMAC {ReportNames.Number(key.Size)}"),
        ManagedKeyType.Rsa => ReportText.Of($"RSA {ReportNames.Number(key.Size)}"),
        ManagedKeyType.Ecdsa => ReportText.Of($"ECDSA {ReportNames.Number(key.Size)}"),
        ManagedKeyType.Jwt => ReportText.Of($"JWT key, {key.Size} bits"),
        ManagedKeyType.ApiToken => ReportText.Of($"API token, {key.Size} bits"),
        _ => ReportText.Of($"{key.Type}, {key.Size} bits"),
    };

    /// <summary>A second factor.</summary>
    public static ReportText Of(OtpEnrollment factor)
    {
        ReportText hash = factor.Algorithm switch
        {
            OtpAlgorithm.Sha1 => ReportText.Of($"SHA-1"),
            OtpAlgorithm.Sha256 => ReportText.Of($"SHA-256"),
            _ => ReportText.Of($"SHA-512"),
        };
        ReportText type = factor.Type == OtpType.Totp ? ReportText.Of($"TOTP") : ReportText.Of($"HOTP");
        return ReportText.Of($"{type}, {hash}, {factor.Digits} digits");
    }

    /// <summary>How a password is hashed, with the cost.</summary>
    public static ReportText Of(PasswordHashInfo hash) => ReportText.Of($"{hash.Algorithm}, {ReportNames.Word(hash.Cost)}");
}
