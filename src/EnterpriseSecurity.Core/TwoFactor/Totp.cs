namespace EnterpriseSecurity.TwoFactor;

/// <summary>One-time passwords by time: RFC 6238, with the steps counted from the Unix epoch.</summary>
internal static class Totp
{
    /// <summary>The number of the period that a moment falls into.</summary>
    /// <exception cref="InvalidInputException">It is before 1970.</exception>
    public static long StepAt(DateTimeOffset moment, int period)
    {
        long seconds = moment.ToUnixTimeSeconds();
        return seconds >= 0 ? seconds / period : throw SecurityErrors.OtpTimeInvalid(moment);
    }

    /// <summary>Looks for a code in the periods around a moment.</summary>
    /// <param name="parameters">How codes are made.</param>
    /// <param name="secret">The shared secret.</param>
    /// <param name="code">What was typed.</param>
    /// <param name="moment">The moment.</param>
    /// <param name="window">How many periods before and after are looked at too.</param>
    /// <param name="after">Only a step above this one is accepted.</param>
    public static OtpMatch Find(OtpParameters parameters, ReadOnlySpan<byte> secret, ReadOnlySpan<char> code, DateTimeOffset moment, int window, long after)
    {
        long step = StepAt(moment, parameters.Period);
        return Hotp.Find(parameters, secret, code, step - window, step + window, after);
    }
}
