namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <summary>
/// A piece of a structured input: bytes or further pieces, in an envelope (a length in front, an encoding) that is made
/// anew when it is written, so that what was changed inside is well-formed outside.
/// </summary>
internal sealed class Piece
{
    // Envelopes that lengthen what they hold, one in another, have no end else.
    private const int MostBytes = 1024 * 1024;

    private readonly string _separator;

    /// <summary>A piece of bytes.</summary>
    public Piece(byte[] content, Func<byte[], byte[]>? envelope = null)
    {
        Content = content;
        Envelope = envelope;
        _separator = "";
    }

    /// <summary>A piece of pieces.</summary>
    public Piece(IEnumerable<Piece> parts, Func<byte[], byte[]>? envelope = null, string separator = "")
    {
        Parts = [.. parts];
        Content = [];
        Envelope = envelope;
        _separator = separator;
    }

    /// <summary>What it holds when it has no parts.</summary>
    public byte[] Content { get; set; }

    /// <summary>What it is made of, or null.</summary>
    public List<Piece>? Parts { get; }

    /// <summary>What is put around it; null for nothing.</summary>
    public Func<byte[], byte[]>? Envelope { get; set; }

    /// <summary>The whole of it.</summary>
    public byte[] Write()
    {
        byte[] content = Content;
        if (Parts is not null)
        {
            byte[] between = System.Text.Encoding.UTF8.GetBytes(_separator);
            using MemoryStream written = new();
            for (int at = 0; at < Parts.Count; at++)
            {
                if (at > 0) written.Write(between);
                written.Write(Parts[at].Write());
            }

            content = written.ToArray();
        }

        if (content.Length > MostBytes) content = content[..MostBytes];
        return Envelope is null ? content : Envelope(content);
    }

    /// <summary>A copy that shares nothing that is changed.</summary>
    public Piece Copy() => Parts is null ? new Piece(Content, Envelope) : new Piece(Parts.Select(part => part.Copy()), Envelope, _separator);

    /// <summary>The same envelope around other pieces.</summary>
    public Piece With(IEnumerable<Piece> parts) => new(parts, Envelope, _separator);

    /// <summary>All pieces below, each with where it is.</summary>
    public IEnumerable<(Piece Parent, int At)> Below()
    {
        if (Parts is null) yield break;
        for (int at = 0; at < Parts.Count; at++)
        {
            yield return (this, at);
            foreach ((Piece Parent, int At) further in Parts[at].Below()) yield return further;
        }
    }
}
