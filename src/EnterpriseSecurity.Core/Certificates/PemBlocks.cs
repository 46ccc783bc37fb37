using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// The blocks of a PEM file (RFC 7468). A block begins and ends with a line of its own; what stands between blocks is
/// text for people, and passed over.
/// </summary>
internal static class PemBlocks
{
    private const int MostBlocks = 2_000;
    private const int LongestLabelLine = 80;

    /// <summary>Finds every block.</summary>
    /// <param name="content">The file.</param>
    /// <param name="malformed">Makes the error of the file's kind.</param>
    public static List<(string Label, Range Block)> Find(ReadOnlySpan<byte> content, Func<string, Exception> malformed)
    {
        List<(string, Range)> blocks = [];
        ReadOnlySpan<byte> begin = "-----BEGIN "u8;
        ReadOnlySpan<byte> rest = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        ReadOnlySpan<byte> open = default;
        for (int start = 0; !rest.IsEmpty;)
        {
            int at = content.Length - rest.Length;
            ReadOnlySpan<byte> line = SshPem.NextLine(ref rest).TrimEnd(" \t"u8);
            if (line.StartsWith(begin))
            {
                if (!open.IsEmpty) throw malformed("a block in it begins before the one in front of it has ended.");
                if (!line.EndsWith("-----"u8) || line.Length < begin.Length + 6 || line.Length > LongestLabelLine) throw malformed("a BEGIN line is broken.");
                if (blocks.Count == MostBlocks) throw malformed("it has too many blocks.");
                open = line[begin.Length..^5];
                start = at;
            }
            else if (!open.IsEmpty && line.StartsWith("-----END "u8))
            {
                if (!line[9..].StartsWith(open) || !line[(9 + open.Length)..].SequenceEqual("-----"u8)) throw malformed("a BEGIN line has no END line that fits it.");
                blocks.Add((Encoding.Latin1.GetString(open), start..(at + line.Length)));
                open = default;
            }
        }

        return open.IsEmpty ? blocks : throw malformed("a BEGIN line has no END line that fits it.");
    }

    /// <summary>What is in a block that has no headers.</summary>
    /// <param name="block">The block, from its BEGIN to its END.</param>
    /// <param name="malformed">Makes the error of the file's kind.</param>
    public static byte[] Decode(ReadOnlySpan<byte> block, Func<string, Exception> malformed)
    {
        if (!PemEncoding.TryFindUtf8(block, out PemFields fields) || fields.Location.Start.GetOffset(block.Length) != 0) throw malformed("its Base64 is broken.");
        byte[] decoded = new byte[fields.DecodedDataLength];
        OperationStatus status = Base64.DecodeFromUtf8(block[fields.Base64Data], decoded, out _, out int written);
        if (status != OperationStatus.Done || written != decoded.Length) throw malformed("its Base64 is broken.");
        return decoded;
    }
}
