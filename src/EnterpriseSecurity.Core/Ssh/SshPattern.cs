namespace EnterpriseSecurity.Ssh;

/// <summary>Patterns with <c>*</c>, <c>?</c> and, in lists, a leading <c>!</c>: PATTERNS in ssh_config(5). Case counts.</summary>
internal static class SshPattern
{
    /// <summary>True when some pattern matches and no negated one does.</summary>
    public static bool ListMatches(IEnumerable<string> patterns, string text)
    {
        bool found = false;
        foreach (string pattern in patterns)
        {
            bool negated = pattern.StartsWith('!');
            if (!Matches(negated ? pattern.AsSpan(1) : pattern, text)) continue;
            if (negated) return false;
            found = true;
        }

        return found;
    }

    /// <summary>Matches one pattern, in time bounded by the product of the lengths.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int position = 0;
        int star = -1;
        int resume = 0;
        for (int i = 0; i < text.Length;)
        {
            if (position < pattern.Length && pattern[position] == '*')
            {
                star = position++;
                resume = i;
            }
            else if (position < pattern.Length && (pattern[position] == '?' || pattern[position] == text[i]))
            {
                position++;
                i++;
            }
            else if (star >= 0)
            {
                position = star + 1;
                i = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[position..].Trim('*').IsEmpty;
    }
}
