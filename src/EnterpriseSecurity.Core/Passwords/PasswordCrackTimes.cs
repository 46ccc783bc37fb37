namespace EnterpriseSecurity.Passwords;

/// <summary>How long the guessing takes, by the attacker's means.</summary>
public sealed record PasswordCrackTimes
{
    /// <summary>At a service that lets 100 guesses an hour through.</summary>
    public required PasswordCrackTime OnlineThrottled { get; init; }

    /// <summary>At a service without a limit: 10 guesses a second.</summary>
    public required PasswordCrackTime OnlineUnthrottled { get; init; }

    /// <summary>With a slow hash in hand, such as bcrypt: 10,000 guesses a second.</summary>
    public required PasswordCrackTime OfflineSlowHash { get; init; }

    /// <summary>With a fast hash in hand, such as SHA-256: 10,000,000,000 guesses a second.</summary>
    public required PasswordCrackTime OfflineFastHash { get; init; }

    internal static PasswordCrackTimes Of(double guesses) => new()
    {
        OnlineThrottled = new(guesses / (100 / 3600.0)),
        OnlineUnthrottled = new(guesses / 10),
        OfflineSlowHash = new(guesses / 1e4),
        OfflineFastHash = new(guesses / 1e10),
    };
}
