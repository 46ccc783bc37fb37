namespace EnterpriseSecurity.TwoFactor;

/// <summary>How codes are made from a secret. The defaults are those that every authenticator app knows.</summary>
public sealed record OtpParameters
{
    /// <summary>The fewest digits of a code.</summary>
    public const int MinimumDigits = 6;

    /// <summary>The most digits of a code.</summary>
    public const int MaximumDigits = 8;

    /// <summary>The longest period in seconds.</summary>
    public const int MaximumPeriod = 3600;

    /// <summary>By time, SHA-1, 6 digits, 30 seconds.</summary>
    public static OtpParameters Default { get; } = new();

    /// <summary>Whether codes move with the time or with a counter.</summary>
    public OtpType Type { get; init; }

    /// <summary>The hash function.</summary>
    public OtpAlgorithm Algorithm { get; init; }

    /// <summary>The digits of a code, 6 to 8.</summary>
    public int Digits { get; init; } = MinimumDigits;

    /// <summary>For how many seconds a code by time stands, 1 to 3600.</summary>
    public int Period { get; init; } = 30;

    /// <summary>The size in bytes of a secret for this algorithm: that of the hash, as RFC 4226 and RFC 6238 advise.</summary>
    internal int SecretSize => Algorithm switch
    {
        OtpAlgorithm.Sha256 => 32,
        OtpAlgorithm.Sha512 => 64,
        _ => 20,
    };

    /// <summary>These parameters, when they can be used.</summary>
    /// <exception cref="InvalidInputException">One of them is out of its range.</exception>
    internal OtpParameters Checked()
    {
        if (!Enum.IsDefined(Type)) throw SecurityErrors.OtpParameterInvalid("type", "it is neither Totp nor Hotp");
        if (!Enum.IsDefined(Algorithm)) throw SecurityErrors.OtpParameterInvalid("algorithm", "it is none of Sha1, Sha256 and Sha512");
        if (Digits is < MinimumDigits or > MaximumDigits) throw SecurityErrors.OtpParameterInvalid("digits", $"a code has {MinimumDigits} to {MaximumDigits} digits");
        if (Period is < 1 or > MaximumPeriod) throw SecurityErrors.OtpParameterInvalid("period", $"it is 1 to {MaximumPeriod} seconds");
        return this;
    }
}
