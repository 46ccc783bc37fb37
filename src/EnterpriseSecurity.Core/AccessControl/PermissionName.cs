using System.Globalization;
using System.Text;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <summary>
/// Permissions: words, or parts joined by colons as in <c>docs:read</c>. In a role a part may be <c>*</c>: the last one
/// stands for one part or more, another for exactly one. Case and Unicode composition make no difference.
/// </summary>
internal static class PermissionName
{
    /// <summary>The most characters of one permission.</summary>
    public const int MaximumLength = 200;

    /// <summary>The most parts of one permission.</summary>
    public const int MaximumParts = 8;

    /// <summary>The part that stands for others.</summary>
    public const string Wildcard = "*";

    /// <summary>The canonical form of a permission as a role has it.</summary>
    /// <exception cref="InvalidInputException">It is not one.</exception>
    public static string Pattern(string permission)
    {
        string canonical = Canonical(permission);
        string[] parts = canonical.Split(':');
        if (parts.Length > MaximumParts) throw SecurityErrors.PermissionInvalid(permission, $"it has more than {MaximumParts} parts");
        foreach (string part in parts)
        {
            if (part.Length == 0) throw SecurityErrors.PermissionInvalid(permission, "one of its parts is empty");
            if (part != Wildcard && part.Contains('*', StringComparison.Ordinal)) throw SecurityErrors.PermissionInvalid(permission, "a * stands for a whole part, as in docs:* or *:read");
        }

        return canonical;
    }

    /// <summary>The canonical form of a permission that is asked for.</summary>
    /// <exception cref="InvalidInputException">It is not one, or has a wildcard.</exception>
    public static string Concrete(string permission)
    {
        string canonical = Pattern(permission);
        return canonical.Contains('*', StringComparison.Ordinal)
            ? throw SecurityErrors.PermissionInvalid(permission, "a wildcard can be granted, not asked for; name one permission")
            : canonical;
    }

    /// <summary>True when whatever the second means, the first means too. Both are canonical.</summary>
    public static bool Covers(string pattern, string other)
    {
        (string[] wide, bool wideIsOpen) = Split(pattern);
        (string[] narrow, bool narrowIsOpen) = Split(other);
        if (!wideIsOpen && (narrowIsOpen || wide.Length != narrow.Length)) return false;
        if (wideIsOpen && narrow.Length + (narrowIsOpen ? 1 : 0) <= wide.Length) return false;
        for (int i = 0; i < wide.Length; i++)
        {
            if (wide[i] != Wildcard && (i >= narrow.Length || wide[i] != narrow[i])) return false;
        }

        return true;
    }

    /// <summary>True when there is a permission that both mean. Both are canonical.</summary>
    public static bool Overlaps(string one, string other)
    {
        (string[] left, bool leftIsOpen) = Split(one);
        (string[] right, bool rightIsOpen) = Split(other);
        if (!leftIsOpen && !rightIsOpen && left.Length != right.Length) return false;
        if (leftIsOpen && !rightIsOpen && right.Length <= left.Length) return false;
        if (rightIsOpen && !leftIsOpen && left.Length <= right.Length) return false;
        return left.Zip(right).All(pair => pair.First == pair.Second || pair.First == Wildcard || pair.Second == Wildcard);
    }

    // An open pattern goes on after its parts with one part or more.
    private static (string[] Parts, bool IsOpen) Split(string canonical)
    {
        string[] parts = canonical.Split(':');
        return parts[^1] == Wildcard ? (parts[..^1], true) : (parts, false);
    }

    private static string Canonical(string permission)
    {
        if (string.IsNullOrEmpty(permission)) throw SecurityErrors.PermissionInvalid(permission ?? "", "it is empty");
        if (permission.Length > MaximumLength) throw SecurityErrors.PermissionInvalid(permission[..20] + "…", $"it is longer than {MaximumLength} characters");
        string canonical = CanonicalName.KeyOf(permission);
        if (canonical.Length == 0) throw SecurityErrors.PermissionInvalid("?", "it is not valid Unicode");
        foreach (Rune rune in canonical.EnumerateRunes())
        {
            bool hidden = Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
            if (hidden) throw SecurityErrors.PermissionInvalid(permission, "it has white space or characters that cannot be seen");
        }

        return canonical;
    }
}
