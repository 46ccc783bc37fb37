using System.Globalization;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>Text about what was searched.</summary>
internal static class LeakText
{
    /// <summary>Why a folder is not searched.</summary>
    public const string CannotBeListed = "the folder cannot be listed, so nothing in it was searched";

    /// <summary>A text in which what drives a terminal, or turns the text around, is a question mark: whoever made a file gave it its name.</summary>
    public static string Printable(string text) => text.Any(IsHidden) ? string.Concat(text.Select(one => IsHidden(one) ? '?' : one)) : text;

    private static bool IsHidden(char one) => char.IsControl(one) || CharUnicodeInfo.GetUnicodeCategory(one) == UnicodeCategory.Format;
}
