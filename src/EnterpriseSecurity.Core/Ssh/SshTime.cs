using System.Globalization;

namespace EnterpriseSecurity.Ssh;

/// <summary>Points in time as OpenSSH's files spell them: <c>YYYYMMDD</c> or <c>YYYYMMDDHHMM[SS]</c>, local unless <c>Z</c> or <c>UTC</c> follows.</summary>
internal static class SshTime
{
    // Local times at either end of the calendar have no UTC form.
    private const int LastYear = 9998;

    /// <summary>The point in time, or null when the text is none after the start of 1970.</summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<char> text, TimeZoneInfo localZone)
    {
        int length = text.Length;
        if (text.EndsWith("Z", StringComparison.OrdinalIgnoreCase)) text = text[..^1];
        else if (text.EndsWith("UTC", StringComparison.OrdinalIgnoreCase)) text = text[..^3];
        string? format = text.Length switch
        {
            8 => "yyyyMMdd",
            12 => "yyyyMMddHHmm",
            14 => "yyyyMMddHHmmss",
            _ => null,
        };
        if (format is null || !DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)) return null;
        if (time.Year is < 1970 or > LastYear) return null;
        bool isUtc = text.Length < length;
        DateTimeOffset point = new(time, isUtc ? TimeSpan.Zero : StandardOffset(time, localZone));
        return point > DateTimeOffset.UnixEpoch ? point : null;
    }

    // OpenSSH takes a local time as standard time in summer too, an hour later than the clock on the wall shows it.
    private static TimeSpan StandardOffset(DateTime time, TimeZoneInfo zone)
    {
        for (int days = 0; days < 366; days += 7)
        {
            if (!zone.IsDaylightSavingTime(time.AddDays(-days))) return zone.GetUtcOffset(time.AddDays(-days));
            if (!zone.IsDaylightSavingTime(time.AddDays(days))) return zone.GetUtcOffset(time.AddDays(days));
        }

        return zone.GetUtcOffset(time);
    }
}
