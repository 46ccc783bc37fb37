using System.Management.Automation;

namespace EnterpriseSecurity;

/// <summary>
/// How the views show when something ends: in local time, in the colour of errors once it is over and in that of
/// warnings when it soon will be. Output that is redirected or set to be plain has no colour.
/// </summary>
public static class ExpiryText
{
    /// <summary>How long before its end something is shown as ending soon: 30 days, as Find-ExpiringCredential has it.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>The instant as a view shows it; nothing for what never ends.</summary>
    /// <param name="end">When it ends.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, or null for no colour.</param>
    public static string? Of(DateTimeOffset? end, object? style = null) => Of(end, style, DateTimeOffset.UtcNow);

    internal static string? Of(DateTimeOffset? end, object? style, DateTimeOffset now)
    {
        if (end is not { } instant) return null;
        string text = instant.ToLocalTime().ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        if (!TakesColour(style)) return text;
        string? colour = instant <= now ? Formatting(style, "Error") : instant - now <= Soon ? Formatting(style, "Warning") : null;
        return string.IsNullOrEmpty(colour) ? text : $"{colour}{text}{Property(style, "Reset")}";
    }

    // PowerShell itself takes colours out of what goes to a file, but not of what its own standard output goes to.
    private static bool TakesColour(object? style) => $"{Property(style, "OutputRendering")}" switch
    {
        "Ansi" => true,
        "PlainText" => false,
        _ => !Console.IsOutputRedirected,
    };

    private static string? Formatting(object? style, string name) => Property(Property(style, "Formatting"), name) as string;

    private static object? Property(object? target, string name) =>
        target is null ? null : PSObject.AsPSObject(target).Properties[name]?.Value;
}
