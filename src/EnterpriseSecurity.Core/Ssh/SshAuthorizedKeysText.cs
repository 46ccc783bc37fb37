using System.Text;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// The lines of an <c>authorized_keys</c> file (sshd(8)). A line that is not changed keeps its bytes, whatever they
/// are; only a line feed ends a line.
/// </summary>
internal sealed class SshAuthorizedKeysText
{
    private readonly TimeZoneInfo _localZone;
    private readonly List<Line> _lines = [];

    public SshAuthorizedKeysText(ReadOnlySpan<byte> content, TimeZoneInfo localZone)
    {
        _localZone = localZone;
        while (!content.IsEmpty)
        {
            int length = content.IndexOf((byte)'\n') + 1;
            if (length == 0) length = content.Length;
            _lines.Add(Read(content[..length], _lines.Count + 1));
            content = content[length..];
        }
    }

    public SshAuthorizedKeysContent Content =>
        new([.. Entries], [.. _lines.Select(line => line.Problem).OfType<SshLineProblem>()]);

    private IEnumerable<SshAuthorizedKeyEntry> Entries => _lines.Select(line => line.Entry).OfType<SshAuthorizedKeyEntry>();

    /// <summary>The first entry with a key.</summary>
    public SshAuthorizedKeyEntry? Find(SshPublicKey key) => Entries.FirstOrDefault(entry => entry.Key.Equals(key));

    /// <summary>Puts a line at the end.</summary>
    public SshAuthorizedKeyEntry Append(IReadOnlyList<SshKeyOption> options, SshPublicKey key)
    {
        if (_lines.Count > 0 && !_lines[^1].Bytes.AsSpan().EndsWith("\n"u8)) _lines[^1] = _lines[^1] with { Bytes = [.. _lines[^1].Bytes, (byte)'\n'] };
        SshAuthorizedKeyEntry entry = new(options, key, _lines.Count + 1);
        _lines.Add(Read(Encoding.UTF8.GetBytes($"{entry}\n"), entry.LineNumber));
        return _lines[^1].Entry!;
    }

    /// <summary>Gives every line with a key these options; what follows them keeps its bytes.</summary>
    /// <returns>False when all of them had these options already.</returns>
    public bool ReplaceOptions(SshPublicKey key, IReadOnlyList<SshKeyOption> options)
    {
        bool changed = false;
        byte[] beginning = Encoding.UTF8.GetBytes(options.Count == 0 ? "" : $"{SshOptionText.Write(options)} ");
        for (int i = 0; i < _lines.Count; i++)
        {
            if (_lines[i].Entry is not { } entry || !entry.Key.Equals(key) || entry.Options.SequenceEqual(options)) continue;

            // In Latin-1 a character's position is its byte's.
            int keyStart = SshKeyLine.Parse(SshKeyLine.UpToZero(Encoding.Latin1.GetString(_lines[i].Bytes)), SshData.AuthorizedKey).KeyStart;
            _lines[i] = Read([.. beginning, .. _lines[i].Bytes.AsSpan(keyStart)], i + 1);
            changed = true;
        }

        return changed;
    }

    /// <summary>Takes lines out; returns what stood in them.</summary>
    public List<SshAuthorizedKeyEntry> Remove(Func<SshAuthorizedKeyEntry, bool> isMeant)
    {
        List<SshAuthorizedKeyEntry> removed = [.. Entries.Where(isMeant)];
        _lines.RemoveAll(line => line.Entry is not null && removed.Contains(line.Entry));
        return removed;
    }

    public byte[] ToBytes() => [.. _lines.SelectMany(line => line.Bytes)];

    private Line Read(ReadOnlySpan<byte> bytes, int number)
    {
        byte[] kept = bytes.ToArray();
        string text = SshKeyLine.UpToZero(Encoding.UTF8.GetString(kept)).TrimEnd('\r', '\n');
        if (SshKeyLine.IsBlank(text)) return new Line(kept, null, null);
        SshAuthorizedKeyEntry? entry = null;
        try
        {
            SshKeyLine.CheckLength(text.Length, SshData.AuthorizedKey);
            SshKeyLine fields = SshKeyLine.Parse(text, SshData.AuthorizedKey);
            entry = new SshAuthorizedKeyEntry(fields.Options, fields.Key, number);
            SshAuthorizedKeyOptions.Check(fields.Options, _localZone);
            return new Line(kept, entry, null);
        }
        catch (SecurityException error)
        {
            return new Line(kept, entry, SshLineProblem.Of(number, error));
        }
    }

    private sealed record Line(byte[] Bytes, SshAuthorizedKeyEntry? Entry, SshLineProblem? Problem);
}
