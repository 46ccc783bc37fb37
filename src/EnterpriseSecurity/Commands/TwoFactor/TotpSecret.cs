using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>
/// A new secret, handed out this once, for the user's authenticator app. In PowerShell it has the hidden properties
/// <c>Secret</c> (Base32) and <c>ProvisioningUri</c> (the otpauth URI).
/// </summary>
public sealed class TotpSecret : SecretBearer
{
    private readonly string _secret;
    private readonly string _uri;

    internal TotpSecret(OtpKey key, bool isEnrolled)
    {
        _secret = key.RevealSecret();
        _uri = key.RevealUri();
        UserId = key.Account;
        Issuer = key.Issuer;
        Type = key.Parameters.Type;
        Algorithm = key.Parameters.Algorithm;
        Digits = key.Parameters.Digits;
        Period = key.Parameters.Period;
        IsEnrolled = isEnrolled;
    }

    /// <summary>The user.</summary>
    public string UserId { get; }

    /// <summary>Who asks for the codes, as the user's app shows it.</summary>
    public string Issuer { get; }

    /// <summary>Whether codes move with the time or with a counter.</summary>
    public OtpType Type { get; }

    /// <summary>The hash function.</summary>
    public OtpAlgorithm Algorithm { get; }

    /// <summary>The digits of a code.</summary>
    public int Digits { get; }

    /// <summary>For how many seconds a code by time stands.</summary>
    public int Period { get; }

    /// <summary>True when the store keeps the secret, pending until the first code comes back.</summary>
    public bool IsEnrolled { get; }

    /// <summary>The secret in Base32; the hidden property <c>Secret</c> is this.</summary>
    public string RevealSecret() => _secret;

    /// <summary>The otpauth URI, for a QR code; the hidden property <c>ProvisioningUri</c> is this.</summary>
    public string RevealProvisioningUri() => _uri;

    /// <summary>Whose it is, never the secret.</summary>
    public override string ToString() => $"{Type} secret of {UserId} at {Issuer}";
}
