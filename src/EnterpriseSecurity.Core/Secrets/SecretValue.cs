using System.Buffers.Binary;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Secrets;

/// <summary>A secret's value in the clear. It is wiped on disposal, and never shows itself in text.</summary>
public sealed class SecretValue : IDisposable
{
    private SecretValue(SecretKind kind, SecretBuffer content, string? userName = null, IReadOnlyList<KeyValuePair<string, SecretValue>>? entries = null)
    {
        Kind = kind;
        Content = content;
        UserName = userName;
        Entries = entries ?? [];
    }

    /// <summary>What the value is.</summary>
    public SecretKind Kind { get; }

    /// <summary>The bytes: UTF-8 for text and passwords, big-endian for numbers; empty for a table.</summary>
    public SecretBuffer Content { get; }

    /// <summary>The user name of a credential.</summary>
    public string? UserName { get; }

    /// <summary>The members of a table, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, SecretValue>> Entries { get; }

    /// <summary>Text.</summary>
    public static SecretValue FromText(ReadOnlySpan<char> text) => new(SecretKind.Text, SecretBuffer.FromUtf8(text));

    /// <summary>Text that comes back as a SecureString; the value takes the buffer of UTF-8 over.</summary>
    public static SecretValue FromSecureText(SecretBuffer utf8) => new(SecretKind.SecureText, utf8);

    /// <summary>A credential; the value takes the buffer with the UTF-8 password over.</summary>
    public static SecretValue FromCredential(string userName, SecretBuffer password) => new(SecretKind.Credential, password, userName);

    /// <summary>Bytes, which are copied.</summary>
    public static SecretValue FromBytes(ReadOnlySpan<byte> bytes) => new(SecretKind.Bytes, SecretBuffer.CopyOf(bytes));

    /// <summary>Named values; the value takes them over.</summary>
    public static SecretValue FromTable(IReadOnlyList<KeyValuePair<string, SecretValue>> entries) => new(SecretKind.Table, new SecretBuffer(0), entries: entries);

    /// <summary>A 32-bit integer.</summary>
    public static SecretValue FromInt32(int number)
    {
        SecretBuffer content = new(4);
        BinaryPrimitives.WriteInt32BigEndian(content.Span, number);
        return new SecretValue(SecretKind.Int32, content);
    }

    /// <summary>A 64-bit integer.</summary>
    public static SecretValue FromInt64(long number) => FromBits(SecretKind.Int64, number);

    /// <summary>A double-precision number.</summary>
    public static SecretValue FromDouble(double number) => FromBits(SecretKind.Double, BitConverter.DoubleToInt64Bits(number));

    /// <summary>True or false.</summary>
    public static SecretValue FromBoolean(bool value)
    {
        SecretBuffer content = new(1);
        content.Span[0] = value ? (byte)1 : (byte)0;
        return new SecretValue(SecretKind.Boolean, content);
    }

    /// <summary>A date and time, its kind (UTC, local, unspecified) included.</summary>
    public static SecretValue FromDateTime(DateTime value) => FromBits(SecretKind.DateTime, value.ToBinary());

    /// <summary>The number of an <see cref="SecretKind.Int32"/>.</summary>
    public int ToInt32() => BinaryPrimitives.ReadInt32BigEndian(Content.Span);

    /// <summary>The number of an <see cref="SecretKind.Int64"/>.</summary>
    public long ToInt64() => BinaryPrimitives.ReadInt64BigEndian(Content.Span);

    /// <summary>The number of a <see cref="SecretKind.Double"/>.</summary>
    public double ToDouble() => BitConverter.Int64BitsToDouble(ToInt64());

    /// <summary>The value of a <see cref="SecretKind.Boolean"/>.</summary>
    public bool ToBoolean() => Content.Span[0] != 0;

    /// <summary>The value of a <see cref="SecretKind.DateTime"/>.</summary>
    public DateTime ToDateTime() => DateTime.FromBinary(ToInt64());

    /// <summary>Text as a string, which cannot be wiped: only for a caller who asked for text.</summary>
    public string RevealText() => System.Text.Encoding.UTF8.GetString(Content.Span);

    /// <summary>Wipes the value.</summary>
    public void Dispose()
    {
        Content.Dispose();
        foreach ((_, SecretValue value) in Entries) value.Dispose();
    }

    /// <summary>The kind, never the value.</summary>
    public override string ToString() => $"SecretValue ({Kind})";

    /// <summary>A value of a kind that is its content and nothing else.</summary>
    internal static SecretValue FromContent(SecretKind kind, SecretBuffer content) => new(kind, content);

    private static SecretValue FromBits(SecretKind kind, long bits)
    {
        SecretBuffer content = new(8);
        BinaryPrimitives.WriteInt64BigEndian(content.Span, bits);
        return new SecretValue(kind, content);
    }
}
