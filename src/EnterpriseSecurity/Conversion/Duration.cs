using System.Globalization;

namespace EnterpriseSecurity.Conversion;

/// <summary>
/// The one spelling of durations: whole numbers with a unit, largest unit first, each at most once. Units are
/// <c>w</c> (7 days), <c>d</c>, <c>h</c>, <c>m</c> (minutes) and <c>s</c>, in either case.
/// </summary>
internal static class Duration
{
    private const string Units = "wdhms";

    private static readonly long[] Ticks =
        [7 * TimeSpan.TicksPerDay, TimeSpan.TicksPerDay, TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond];

    /// <summary>Reads a duration; also the constant form of a TimeSpan, <c>[d.]hh:mm:ss</c>.</summary>
    /// <param name="text">For example <c>90d</c> or <c>1d12h</c>.</param>
    /// <param name="duration">The result, zero or more.</param>
    /// <returns>Null when it is one, else why it is not, as a text for the user.</returns>
    public static string? TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.Contains(':')) return TryParseConstant(text, rest, out duration);

        long ticks = 0;
        int nextUnit = 0;
        if (rest.IsEmpty) return Errors.DurationMalformed(text);
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits < 0) return nextUnit == 0 ? Errors.DurationHasNoUnit(text) : Errors.DurationMalformed(text);
            int unit = Units.IndexOf(char.ToLowerInvariant(rest[digits]));
            if (digits == 0 || unit < nextUnit) return Refuse(text);
            if (!long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out long count)) return Errors.DurationTooLong(text);
            Int128 sum = ticks + ((Int128)count * Ticks[unit]);
            if (sum > TimeSpan.MaxValue.Ticks) return Errors.DurationTooLong(text);
            ticks = (long)sum;
            nextUnit = unit + 1;
            rest = rest[(digits + 1)..];
        }

        duration = new TimeSpan(ticks);
        return null;
    }

    private static string? TryParseConstant(string text, ReadOnlySpan<char> value, out TimeSpan duration)
    {
        if (!TimeSpan.TryParseExact(value, "c", CultureInfo.InvariantCulture, out duration)) return Errors.DurationMalformed(text);
        return duration < TimeSpan.Zero ? Errors.DurationNegative(text) : null;
    }

    // "90.5" or "-1" is a number without a unit all the same, and the clearer message says so.
    private static string Refuse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? Errors.DurationHasNoUnit(text)
            : Errors.DurationMalformed(text);
}
