using System.IO.Enumeration;
using System.Text;

namespace EnterpriseSecurity.Storage;

/// <summary>Names with <c>*</c> and <c>?</c> for others; case and Unicode composition do not matter.</summary>
internal static class NamePattern
{
    /// <summary>True when the pattern takes the name.</summary>
    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(KeyOf(pattern).Replace("\\", "\\\\", StringComparison.Ordinal), KeyOf(name));

    // Most names are, and there may be a million.
    private static string KeyOf(string text) => Ascii.IsValid(text) ? text : CanonicalName.KeyOf(text);
}
