using System.Buffers.Binary;
using EnterpriseSecurity.Core.Tests.HostileInput;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>The fields of RFC 4251 in a blob: strings, and numbers of 4 and 8 bytes.</summary>
internal static class SshFields
{
    /// <summary>Takes a blob apart; null when the layout does not fit.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="layout"><c>s</c> a string, <c>u</c> and <c>U</c> numbers, and <c>.</c> all that is left.</param>
    public static List<byte[]>? Read(ReadOnlySpan<byte> blob, string layout)
    {
        List<byte[]> fields = [];
        foreach (char kind in layout)
        {
            int size = kind switch { '.' => blob.Length, 'U' => 8, _ => 4 };
            if (blob.Length < size) return null;
            if (kind == 's')
            {
                uint length = BinaryPrimitives.ReadUInt32BigEndian(blob);
                if (length > blob.Length - 4) return null;
                blob = blob[4..];
                size = (int)length;
            }

            fields.Add(blob[..size].ToArray());
            blob = blob[size..];
        }

        return blob.IsEmpty ? fields : null;
    }

    /// <summary>Takes a list of strings apart; null when it is none.</summary>
    public static List<byte[]>? ReadAll(ReadOnlySpan<byte> list)
    {
        List<byte[]> fields = [];
        while (!list.IsEmpty)
        {
            if (Read(list, "s.") is not [{ } field, { } rest]) return null;
            fields.Add(field);
            list = rest;
        }

        return fields;
    }

    /// <summary>Writes fields as they were read.</summary>
    public static byte[] Write(IReadOnlyList<byte[]> fields, string layout) =>
        [.. fields.Zip(layout).SelectMany(one => one.Second == 's' ? Shapes.Prefix(one.First) : one.First)];

    /// <summary>A number without needless zeros; null when it has none.</summary>
    public static byte[]? Shortest(byte[] number)
    {
        int zeros = number.Length == 0 || number[0] != 0 ? 0 : number.AsSpan().IndexOfAnyExcept((byte)0) is int first and >= 0 ? first : number.Length;
        if (zeros < number.Length && zeros > 0 && number[zeros] >= 0x80) zeros--;
        return zeros == 0 ? null : number[zeros..];
    }
}
