using System.Text;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// The list of options before a key: separated by commas, no spaces but in quotes, and <c>\"</c> for a quote in
/// quotes (sshd(8), AUTHORIZED_KEYS FILE FORMAT). A backslash before anything else is itself.
/// </summary>
internal static class SshOptionText
{
    /// <summary>How long the options at the start of a line are, or -1 when a quote is not closed.</summary>
    public static int Measure(ReadOnlySpan<char> line)
    {
        bool quoted = false;
        int i = 0;
        for (; i < line.Length && (quoted || line[i] is not (' ' or '\t')); i++)
        {
            if (IsEscapedQuote(line, i)) i++;
            else if (line[i] == '"') quoted = !quoted;
        }

        return quoted ? -1 : i;
    }

    /// <exception cref="MalformedDataException">The text is not a list of options.</exception>
    public static List<SshKeyOption> Parse(ReadOnlySpan<char> text, SshData subject)
    {
        List<SshKeyOption> options = [];
        while (true)
        {
            int length = text.IndexOfAny(',', '=');
            ReadOnlySpan<char> name = length < 0 ? text : text[..length];
            if (!IsName(name)) throw SecurityErrors.SshMalformed(subject, "an option's name is not one.");
            text = text[name.Length..];
            string? value = text.StartsWith('=') ? ReadValue(ref text, subject) : null;
            options.Add(new SshKeyOption(name.ToString(), value));
            if (text.IsEmpty) return options;
            if (text[0] != ',') throw SecurityErrors.SshMalformed(subject, "there is text between an option's value and the comma after it.");
            text = text[1..];
        }
    }

    /// <summary>Writes options as <see cref="Parse"/> reads them.</summary>
    public static string Write(IEnumerable<SshKeyOption> options) => string.Join(',', options);

    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return false;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
        }

        return true;
    }

    private static string ReadValue(ref ReadOnlySpan<char> text, SshData subject)
    {
        if (text.Length < 2 || text[1] != '"') throw SecurityErrors.SshMalformed(subject, "an option's value is not in double quotes.");
        StringBuilder value = new();
        for (int i = 2; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                text = text[(i + 1)..];
                return value.ToString();
            }

            if (IsEscapedQuote(text, i)) i++;
            value.Append(text[i]);
        }

        throw SecurityErrors.SshMalformed(subject, "a quote is not closed.");
    }

    private static bool IsEscapedQuote(ReadOnlySpan<char> text, int index) =>
        text[index] == '\\' && index + 1 < text.Length && text[index + 1] == '"';
}
