using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <summary>
/// What a grant is limited to: a name of something, in which each <c>*</c> stands for any characters, none included.
/// Case and Unicode composition make no difference.
/// </summary>
internal static class ResourcePattern
{
    /// <summary>The most characters of a resource, or of a pattern.</summary>
    public const int MaximumLength = 1024;

    /// <summary>The canonical form of a grant's pattern; null for one that is no limit.</summary>
    /// <exception cref="InvalidInputException">It cannot be one.</exception>
    public static string? Pattern(string? pattern)
    {
        if (pattern is null) return null;
        string canonical = Canonical(pattern);
        return canonical.Trim('*').Length == 0 ? null : canonical;
    }

    /// <summary>The canonical form of a resource that is asked about.</summary>
    /// <exception cref="InvalidInputException">It cannot be one.</exception>
    public static string Concrete(string resource) =>
        resource.Contains('*', StringComparison.Ordinal) ? throw SecurityErrors.ResourceInvalid(resource, "a wildcard can be granted, not asked for; name one resource") : Canonical(resource);

    /// <summary>True when the pattern means this resource. Both are canonical.</summary>
    public static bool Matches(string pattern, string resource)
    {
        int at = 0, here = 0, star = -1, tried = 0;
        while (here < resource.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                tried = here;
            }
            else if (at < pattern.Length && pattern[at] == resource[here])
            {
                at++;
                here++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                here = ++tried;
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] == '*') at++;
        return at == pattern.Length;
    }

    private static string Canonical(string resource)
    {
        if (string.IsNullOrWhiteSpace(resource)) throw SecurityErrors.ResourceInvalid(resource, "it is empty");
        if (resource.Length > MaximumLength) throw SecurityErrors.ResourceInvalid(resource[..20] + "…", $"it is longer than {MaximumLength} characters");
        if (resource.Any(char.IsControl)) throw SecurityErrors.ResourceInvalid(resource, "it has control characters");
        // docs/../payroll begins as docs/* does, and is something else.
        if (resource.Split('/', '\\').Any(part => part is "." or "..")) throw SecurityErrors.ResourceInvalid(resource, "it has . or .. as a part; give the resource's own name");
        string canonical = CanonicalName.KeyOf(resource);
        return canonical.Length == 0 ? throw SecurityErrors.ResourceInvalid("?", "it is not valid Unicode") : canonical;
    }
}
