namespace EnterpriseSecurity.Ssh;

/// <summary>What <c>authorized_keys</c> and allowed signers lines share: options, perhaps, and a key with its comment.</summary>
/// <param name="Options">The options, in their order; not checked beyond their form.</param>
/// <param name="Key">The key, with the comment.</param>
/// <param name="KeyStart">Where the key's type begins in the line.</param>
internal readonly record struct SshKeyLine(IReadOnlyList<SshKeyOption> Options, SshPublicKey Key, int KeyStart)
{
    /// <exception cref="MalformedDataException">The line cannot be read.</exception>
    /// <exception cref="UnsupportedException">The key is of a kind that is not supported.</exception>
    public static SshKeyLine Parse(string line, SshData subject)
    {
        int start = StartOfNext(line, 0);
        if (IsKeyType(WordAt(line, start))) return new SshKeyLine([], ReadKey(line[start..], subject), start);

        int length = SshOptionText.Measure(line.AsSpan(start));
        if (length < 0) throw SecurityErrors.SshMalformed(subject, "a quote is not closed.");
        int keyStart = StartOfNext(line, start + length);
        string type = WordAt(line, keyStart);
        if (!IsKeyType(type))
        {
            // A blob's Base64 begins with the length of a short name: three zero bytes.
            if (type.StartsWith("AAAA", StringComparison.Ordinal)) throw UnknownType(line[start..(start + length)]);
            if (WordAt(line, StartOfNext(line, keyStart + type.Length)).StartsWith("AAAA", StringComparison.Ordinal)) throw UnknownType(type);
            throw SecurityErrors.SshMalformed(subject, "there is no key in it.");
        }

        return new SshKeyLine(SshOptionText.Parse(line.AsSpan(start, length), subject), ReadKey(line[keyStart..], subject), keyStart);
    }

    /// <summary>How long a line may be. The largest key, certificates included, takes less; a line is copied several times.</summary>
    public const int LongestLine = 512 * 1024;

    /// <exception cref="MalformedDataException">The line is longer than <see cref="LongestLine"/>.</exception>
    public static void CheckLength(int length, SshData subject)
    {
        if (length > LongestLine) throw SecurityErrors.SshMalformed(subject, $"the line is longer than {LongestLine} characters.");
    }

    /// <summary>What OpenSSH sees of a line: up to a zero byte, which ends a text in C.</summary>
    public static string UpToZero(string line) => line.IndexOf('\0') is int zero and >= 0 ? line[..zero] : line;

    /// <summary>True for lines that say nothing: empty ones and comments.</summary>
    public static bool IsBlank(ReadOnlySpan<char> line)
    {
        line = line.TrimStart(" \t\r");
        return line.IsEmpty || line[0] == '#';
    }

    private static SshPublicKey ReadKey(string text, SshData subject)
    {
        try
        {
            return SshPublicKeyText.ParseLine(text);
        }
        catch (MalformedDataException error)
        {
            throw SecurityErrors.SshMalformed(subject, "its key is damaged.", error);
        }
    }

    private static bool IsKeyType(string word) => SshAlgorithm.Find(word) is not null;

    private static UnsupportedException UnknownType(string type) =>
        SecurityErrors.SshKeyUnsupported($"Keys of type '{SshComment.FromFile(type)}' are not supported.");

    private static int StartOfNext(string line, int position)
    {
        while (position < line.Length && line[position] is (' ' or '\t')) position++;
        return position;
    }

    private static string WordAt(string line, int start)
    {
        int length = line.AsSpan(start).IndexOfAny(' ', '\t');
        return length < 0 ? line[start..] : line.Substring(start, length);
    }
}
