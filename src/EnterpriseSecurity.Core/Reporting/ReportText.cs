using System.Globalization;
using System.Runtime.CompilerServices;

namespace EnterpriseSecurity.Reporting;

/// <summary>
/// Text in a report, written as an interpolated string. Only the words around the holes are strings: a hole takes
/// numbers, times, names that <see cref="ReportNames"/> let in, and other texts, so that nothing gets into a report
/// unredacted, and nothing unescaped, by mistake.
/// </summary>
[InterpolatedStringHandler]
internal sealed class ReportText
{
    private readonly List<ReportName> _parts;

    /// <summary>Called by the compiler.</summary>
    public ReportText(int literalLength, int formattedCount) => _parts = new List<ReportName>((2 * formattedCount) + Math.Min(literalLength, 1));

    /// <summary>No text.</summary>
    public static ReportText None { get; } = Of($"–");

    /// <summary>The parts, in their order.</summary>
    public IReadOnlyList<ReportName> Parts => _parts;

    /// <summary>A text by itself.</summary>
    public static ReportText Of(ReportText text) => text;

    /// <summary>Texts in a row with commas between.</summary>
    public static ReportText Join(IEnumerable<ReportText> texts)
    {
        ReportText all = new(0, 4);
        foreach (ReportText text in texts)
        {
            if (all._parts.Count > 0) all.AppendLiteral(", ");
            all.AppendFormatted(text);
        }

        return all._parts.Count == 0 ? None : all;
    }

    /// <summary>A number with its noun, in the singular for one.</summary>
    public static ReportText Count(long number, ReportText one, ReportText many) => number == 1 ? Of($"{number} {one}") : Of($"{number} {many}");

    /// <summary>A day, or a dash.</summary>
    public static ReportText Day(DateTimeOffset? time) => time is null ? None : Of($"{time.Value}");

    /// <summary>A day and the time of it, UTC.</summary>
    public static ReportText Moment(DateTimeOffset time)
    {
        ReportText text = new(0, 1);
        text.AppendLiteral(time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        return text;
    }

    /// <summary>A share of a hundred.</summary>
    public static ReportText Percent(long part, long whole)
    {
        ReportText text = new(0, 1);
        // Not all is not 100 %, and not nothing is not 0 %.
        long percent = whole == 0 ? 0 : part == whole ? 100 : Math.Clamp((long)Math.Round(100.0 * part / whole), part == 0 ? 0 : 1, 99);
        text.AppendLiteral(percent.ToString(CultureInfo.InvariantCulture) + " %");
        return text;
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string words) => _parts.Add(new ReportName(words, IsForeign: false));

    /// <summary>Adds a number, in groups of three digits.</summary>
    public void AppendFormatted(long number) => AppendLiteral(number.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>Adds a day, UTC.</summary>
    public void AppendFormatted(DateTimeOffset day) => AppendLiteral(day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Adds a day.</summary>
    public void AppendFormatted(DateOnly day) => AppendLiteral(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Adds a length of time in its largest fitting unit.</summary>
    public void AppendFormatted(TimeSpan time)
    {
        TimeSpan length = time.Duration();
        if (length < TimeSpan.FromMinutes(1))
        {
            AppendLiteral("less than a minute");
            return;
        }

        (double number, string unit) = length.TotalDays >= 1 ? (length.TotalDays, "day") : length.TotalHours >= 1 ? (length.TotalHours, "hour") : (length.TotalMinutes, "minute");
        long whole = (long)number;
        AppendLiteral(string.Create(CultureInfo.InvariantCulture, $"{whole:N0} {unit}{(whole == 1 ? "" : "s")}"));
    }

    /// <summary>Adds a name.</summary>
    public void AppendFormatted(ReportName name) => _parts.Add(name);

    /// <summary>Adds another text.</summary>
    public void AppendFormatted(ReportText text) => _parts.AddRange(text._parts);

    /// <summary>Adds the name of an enumeration's member.</summary>
    public void AppendFormatted<T>(T member)
        where T : struct, Enum => AppendLiteral(member.ToString());

    /// <inheritdoc/>
    public override string ToString() => string.Concat(_parts.Select(part => part.Text));
}
