using System.Globalization;

namespace EnterpriseSecurity.Passwords;

/// <summary>How long the guessing takes.</summary>
/// <param name="Seconds">In seconds.</param>
public sealed record PasswordCrackTime(double Seconds)
{
    private static readonly (double Seconds, string Name)[] Units =
        [(31_557_600, "year"), (2_629_800, "month"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];

    /// <summary>In words.</summary>
    public string Display
    {
        get
        {
            if (Seconds < 1) return "less than a second";
            (double unit, string name) = Units.First(one => Seconds >= one.Seconds);
            double count = Math.Floor(Seconds / unit);
            if (name == "year" && count >= 100) return "centuries";
            return string.Create(CultureInfo.InvariantCulture, $"{count:0} {name}{(count == 1 ? "" : "s")}");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Display;
}
