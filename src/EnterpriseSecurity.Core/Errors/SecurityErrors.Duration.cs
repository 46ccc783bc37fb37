namespace EnterpriseSecurity;

/// <content>Durations.</content>
internal static partial class SecurityErrors
{
    public static InvalidInputException DurationHasNoUnit(string text) => new(
        nameof(DurationHasNoUnit), $"'{text}' has no unit. Write a duration as 90d, 12h, 30m, 45s, 2w or 1d12h, or give a TimeSpan.", text);

    public static InvalidInputException DurationMalformed(string text) => new(
        nameof(DurationMalformed), $"'{text}' is not a duration. Write whole numbers with units, largest first, as in 90d, 12h, 30m, 45s, 2w or 1d12h, or give a TimeSpan.", text);

    public static InvalidInputException DurationTooLong(string text) => new(
        nameof(DurationTooLong), $"'{text}' is longer than a duration can be, {(long)TimeSpan.MaxValue.TotalDays} days.", text);

    public static InvalidInputException ExpiryTooFar(string name) => new(
        nameof(ExpiryTooFar), $"'{Printable(name)}' would end later than a date can say. Give a shorter time, or leave the end out.", Printable(name));

    public static InvalidInputException DurationNegative(string text) => new(
        nameof(DurationNegative), $"'{text}' is negative. A duration says how long something lasts.", text);
}
