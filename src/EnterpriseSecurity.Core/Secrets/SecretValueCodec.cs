using System.Buffers.Binary;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Secrets;

/// <summary>
/// A value as bytes: its kind (1 byte), then its content. A credential is the user name's length (4 bytes, big
/// endian), the user name, and the password; a table is the count of its members and, for each, its name and its value,
/// both preceded by their lengths.
/// </summary>
internal static class SecretValueCodec
{
    private const int DeepestTable = 16;

    /// <summary>Encodes a value; the caller wipes the result.</summary>
    public static SecretBuffer Encode(SecretValue value)
    {
        SecretBuffer buffer = new(Measure(value, depth: 0));
        Write(buffer.Span, value);
        return buffer;
    }

    /// <summary>Decodes a value and takes the buffer over: what of it the value does not keep is wiped.</summary>
    /// <exception cref="MalformedDataException">The bytes are no encoded value.</exception>
    public static SecretValue Decode(SecretBuffer encoded)
    {
        using (encoded)
        {
            // The most common kinds are their content and nothing else, so it need not be copied.
            bool isContent = encoded.Length > 0 && (SecretKind)encoded.Span[0] is SecretKind.Text or SecretKind.SecureText or SecretKind.Bytes;
            return isContent ? SecretValue.FromContent((SecretKind)encoded.Span[0], encoded.GiveFrom(1)) : Read(encoded.Span, depth: 0);
        }
    }

    private static int Measure(SecretValue value, int depth) => checked(1 + value.Kind switch
    {
        SecretKind.Credential => 4 + Encoding.UTF8.GetByteCount(value.UserName!) + value.Content.Length,
        SecretKind.Table when depth >= DeepestTable && value.Entries.Count > 0 => throw SecurityErrors.SecretTooDeep(DeepestTable),
        SecretKind.Table => 4 + value.Entries.Sum(entry => 8 + Encoding.UTF8.GetByteCount(entry.Key) + Measure(entry.Value, depth + 1)),
        _ => value.Content.Length,
    });

    private static int Write(Span<byte> target, SecretValue value)
    {
        target[0] = (byte)value.Kind;
        int at = 1;
        if (value.Kind == SecretKind.Table)
        {
            BinaryPrimitives.WriteInt32BigEndian(target[at..], value.Entries.Count);
            at += 4;
            foreach ((string name, SecretValue member) in value.Entries)
            {
                at += WriteText(target[at..], name);
                int written = Write(target[(at + 4)..], member);
                BinaryPrimitives.WriteInt32BigEndian(target[at..], written);
                at += 4 + written;
            }

            return at;
        }

        if (value.Kind == SecretKind.Credential) at += WriteText(target[at..], value.UserName!);
        value.Content.Span.CopyTo(target[at..]);
        return at + value.Content.Length;
    }

    private static int WriteText(Span<byte> target, string text)
    {
        int length = Encoding.UTF8.GetBytes(text, target[4..]);
        BinaryPrimitives.WriteInt32BigEndian(target, length);
        return 4 + length;
    }

    private static SecretValue Read(ReadOnlySpan<byte> source, int depth)
    {
        if (source.IsEmpty || depth > DeepestTable) throw SecurityErrors.SecretValueMalformed();
        SecretKind kind = (SecretKind)source[0];
        ReadOnlySpan<byte> content = source[1..];
        int size = kind switch
        {
            SecretKind.Text or SecretKind.SecureText or SecretKind.Bytes or SecretKind.Credential or SecretKind.Table => -1,
            SecretKind.Int32 => 4,
            SecretKind.Int64 or SecretKind.Double or SecretKind.DateTime => 8,
            SecretKind.Boolean => 1,
            _ => throw SecurityErrors.SecretValueMalformed(),
        };
        if (size >= 0 && content.Length != size) throw SecurityErrors.SecretValueMalformed();
        if (kind == SecretKind.Credential) return SecretValue.FromCredential(Encoding.UTF8.GetString(Take(ref content)), SecretBuffer.CopyOf(content));
        return kind == SecretKind.Table ? ReadTable(content, depth) : SecretValue.FromContent(kind, SecretBuffer.CopyOf(content));
    }

    private static SecretValue ReadTable(ReadOnlySpan<byte> content, int depth)
    {
        if (content.Length < 4) throw SecurityErrors.SecretValueMalformed();
        int count = BinaryPrimitives.ReadInt32BigEndian(content);
        content = content[4..];
        List<KeyValuePair<string, SecretValue>> entries = [];
        for (int i = 0; i < count; i++)
        {
            string name = Encoding.UTF8.GetString(Take(ref content));
            entries.Add(new KeyValuePair<string, SecretValue>(name, Read(Take(ref content), depth + 1)));
        }

        return content.IsEmpty ? SecretValue.FromTable(entries) : throw SecurityErrors.SecretValueMalformed();
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> source)
    {
        if (source.Length < 4) throw SecurityErrors.SecretValueMalformed();
        int length = BinaryPrimitives.ReadInt32BigEndian(source);
        if (length < 0 || length > source.Length - 4) throw SecurityErrors.SecretValueMalformed();
        ReadOnlySpan<byte> taken = source.Slice(4, length);
        source = source[(4 + length)..];
        return taken;
    }
}
