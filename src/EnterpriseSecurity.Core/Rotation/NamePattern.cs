using System.IO.Enumeration;

namespace EnterpriseSecurity.Rotation;

/// <summary>Names with <c>*</c> and <c>?</c> for others; case does not matter.</summary>
internal static class NamePattern
{
    /// <summary>True when the pattern takes the name.</summary>
    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), name);
}
