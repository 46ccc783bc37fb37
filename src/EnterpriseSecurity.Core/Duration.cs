using System.Globalization;

namespace EnterpriseSecurity;

/// <summary>
/// The one spelling of durations: whole numbers with a unit, largest unit first, each at most once. Units are
/// <c>w</c> (7 days), <c>d</c>, <c>h</c>, <c>m</c> (minutes) and <c>s</c>, in either case.
/// </summary>
public static class Duration
{
    private const string Units = "wdhms";

    private static readonly long[] Ticks =
        [7 * TimeSpan.TicksPerDay, TimeSpan.TicksPerDay, TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond];

    /// <summary>Reads a duration; also the constant form of a <see cref="TimeSpan"/>, <c>[d.]hh:mm:ss</c>.</summary>
    /// <param name="text">For example <c>90d</c> or <c>1d12h</c>.</param>
    /// <returns>The duration, zero or more.</returns>
    /// <exception cref="InvalidInputException">It is none: a number without a unit, negative, too long, or something else.</exception>
    public static TimeSpan Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.IsEmpty) throw SecurityErrors.DurationMalformed(text);
        if (rest.Contains(':')) return ParseConstant(text, rest);

        long ticks = 0;
        int nextUnit = 0;
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits < 0) throw nextUnit == 0 ? SecurityErrors.DurationHasNoUnit(text) : SecurityErrors.DurationMalformed(text);
            int unit = Units.IndexOf(char.ToLowerInvariant(rest[digits]));
            if (digits == 0 || unit < nextUnit) throw Refuse(text);
            if (!long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out long count)) throw SecurityErrors.DurationTooLong(text);
            Int128 sum = ticks + ((Int128)count * Ticks[unit]);
            if (sum > TimeSpan.MaxValue.Ticks) throw SecurityErrors.DurationTooLong(text);
            ticks = (long)sum;
            nextUnit = unit + 1;
            rest = rest[(digits + 1)..];
        }

        return new TimeSpan(ticks);
    }

    /// <summary>The moment so long after another; the last one that a date can say when that is later.</summary>
    internal static DateTimeOffset After(DateTimeOffset moment, TimeSpan duration) => duration > DateTimeOffset.MaxValue - moment ? DateTimeOffset.MaxValue : moment + duration;

    /// <summary>The moment at which something ends that lasts so long.</summary>
    /// <exception cref="InvalidInputException">It is later than a date can say.</exception>
    internal static DateTimeOffset EndAfter(DateTimeOffset begin, TimeSpan duration, string? name) =>
        duration > DateTimeOffset.MaxValue - begin ? throw SecurityErrors.ExpiryTooFar(name ?? "") : begin + duration;

    private static TimeSpan ParseConstant(string text, ReadOnlySpan<char> value)
    {
        if (!TimeSpan.TryParseExact(value, "c", CultureInfo.InvariantCulture, out TimeSpan duration)) throw SecurityErrors.DurationMalformed(text);
        return duration < TimeSpan.Zero ? throw SecurityErrors.DurationNegative(text) : duration;
    }

    // "90.5" or "-1" is a number without a unit all the same, and the clearer message says so.
    private static InvalidInputException Refuse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? SecurityErrors.DurationHasNoUnit(text)
            : SecurityErrors.DurationMalformed(text);
}
