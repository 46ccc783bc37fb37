using System.Text;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <summary>
/// Writes nearly right inputs: good ones whose pieces are taken out, doubled, swapped, nested, emptied, lengthened or
/// exchanged for one another, under lengths and encodings that are right again. Now and then an envelope is left away.
/// </summary>
internal sealed class PieceMutator(Piece[] samples, byte[][] tokens)
{
    private const int MostBytes = 64 * 1024;
    private const int DeepestNest = 200;

    private static readonly byte[][] Values =
    [
        [], [0], [1], [0x7f], [0x80], [0xff], [0, 0, 0, 0], [0, 0, 0, 1], [0x7f, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        new byte[33], [.. Enumerable.Repeat((byte)0xff, 66)], new byte[1025],
        .. new[]
        {
            "0", "1", "-1", "00", "2147483648", "4294967296", "18446744073709551615", "1e400", "0.5", "null", "true", "\"\"", "{}", "[]", "\"\\ud800\"", "\"\\u0000\"", " ", "\n", "\"", "*", "%", "=", "é", "\u202e", "\0", "a",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly byte[][] _values = [.. Values, .. tokens];

    /// <summary>One input.</summary>
    public byte[] Next(Random random)
    {
        Piece root = samples[random.Next(samples.Length)].Copy();
        for (int edit = random.Next(1, 4); edit > 0; edit--) Edit(root, random);
        return root.Write();
    }

    private void Edit(Piece root, Random random)
    {
        (Piece Parent, int At)[] all = [.. root.Below()];
        if (all.Length == 0) return;
        (Piece parent, int at) = all[random.Next(all.Length)];
        List<Piece> siblings = parent.Parts!;
        Piece piece = siblings[at];
        switch (random.Next(10))
        {
            case 0:
                siblings.RemoveAt(at);
                break;
            case 1:
                siblings.Insert(at, piece.Copy());
                break;
            case 2:
                int other = random.Next(siblings.Count);
                (siblings[at], siblings[other]) = (siblings[other], piece);
                break;
            case 3:
                siblings[at] = Any(random);
                break;
            case 4:
                siblings.Insert(at, Any(random));
                break;
            case 5:
                siblings[at] = Nest(piece, 1 + random.Next(random.Next(8) == 0 ? DeepestNest : 4));
                break;
            case 6:
                int most = Math.Max(1, MostBytes / Math.Max(1, piece.Write().Length));
                siblings.InsertRange(at, Enumerable.Range(0, Math.Min(most, 1 << random.Next(10))).Select(_ => piece.Copy()));
                break;
            case 7 when random.Next(4) == 0:
                piece.Envelope = null;
                break;
            case 8:
                piece.Parts?.Clear();
                piece.Content = [];
                break;
            default:
                if (piece.Parts is null) piece.Content = Change(piece.Content, random);
                else if (random.Next(8) == 0) siblings[at] = new Piece(_values[random.Next(_values.Length)], piece.Envelope);
                break;
        }
    }

    private Piece Any(Random random)
    {
        Piece root = samples[random.Next(samples.Length)];
        (Piece Parent, int At)[] all = [.. root.Below()];
        if (all.Length == 0) return root.Copy();
        (Piece parent, int at) = all[random.Next(all.Length)];
        return parent.Parts![at].Copy();
    }

    private static Piece Nest(Piece piece, int times)
    {
        // A piece of bytes has no other place for a piece than in its envelope. Some envelopes make longer what they hold.
        Piece nest = piece.Copy();
        for (; times > 0 && nest.Write().Length < MostBytes; times--) nest = piece.Parts is null ? new Piece([nest], piece.Envelope) : piece.With([nest]);
        return nest;
    }

    private byte[] Change(byte[] content, Random random)
    {
        int at = random.Next(content.Length + 1);
        switch (random.Next(7))
        {
            case 0:
                return _values[random.Next(_values.Length)];
            case 1:
                return content[..at];
            case 2:
                return [.. content, .. _values[random.Next(_values.Length)]];
            case 3:
                return [0, .. content];
            case 4:
                return [.. content[..at], .. _values[random.Next(_values.Length)], .. content[at..]];
            case 5:
                return content.Length > 0 && content[0] == 0 ? content[1..] : [.. content, .. content];
            default:
                if (content.Length == 0) return [(byte)random.Next(256)];
                byte[] changed = [.. content];
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                return changed;
        }
    }
}
