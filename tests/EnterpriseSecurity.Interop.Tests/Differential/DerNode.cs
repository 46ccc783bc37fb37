using System.Globalization;
using System.Text;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>A value of BER (X.690), taken apart without judging what is in it.</summary>
internal sealed class DerNode
{
    private DerNode(byte tag, byte[] content, List<DerNode>? parts)
    {
        Tag = tag;
        Content = content;
        Parts = parts;
    }

    public byte Tag { get; }

    public byte[] Content { get; private set; }

    /// <summary>What a constructed value is made of; null for others.</summary>
    public List<DerNode>? Parts { get; }

    /// <summary>The value and all in it.</summary>
    public IEnumerable<DerNode> All => [this, .. (Parts ?? []).SelectMany(part => part.All)];

    /// <summary>True for a time in the form of RFC 5280 section 4.1.2.5.</summary>
    public bool IsGoodTime => DateTime.TryParseExact(Encoding.Latin1.GetString(Content), Tag == 0x17 ? "yyMMddHHmmss'Z'" : "yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>Reads the value at the beginning; null when there is none.</summary>
    public static DerNode? Read(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        if (bytes.Length < 2 || (bytes[0] & 0x1f) == 0x1f || bytes[1] is 0x80 or > 0x84) return null;
        int size = bytes[1] < 0x80 ? 0 : bytes[1] & 0x7f;
        if (bytes.Length < 2 + size) return null;
        long count = size == 0 ? bytes[1] : 0;
        foreach (byte one in bytes.Slice(2, size)) count = (count << 8) | one;
        if (count > bytes.Length - 2 - size) return null;
        byte[] content = bytes.Slice(2 + size, (int)count).ToArray();
        List<DerNode>? parts = (bytes[0] & 0x20) == 0 ? null : ReadAll(content);
        if ((bytes[0] & 0x20) != 0 && parts is null) return null;
        length = 2 + size + (int)count;
        return new DerNode(bytes[0], content, parts);
    }

    /// <summary>Reads a value and nothing after it; null when it is something else.</summary>
    public static DerNode? Read(ReadOnlySpan<byte> bytes) => Read(bytes, out int length) is { } value && length == bytes.Length ? value : null;

    /// <summary>Changes values from the inside out; true when there was one to change.</summary>
    /// <param name="change">Says what a value of this tag is to hold instead; null to leave it.</param>
    public bool Change(Func<DerNode, byte[]?> change)
    {
        bool changed = false;
        foreach (DerNode part in Parts ?? []) changed |= part.Change(change);
        if (change(this) is not { } content) return changed;
        Content = content;
        return true;
    }

    /// <summary>Takes parts out, at any depth; true when there was one to take out.</summary>
    public bool Remove(Predicate<DerNode> isMeant)
    {
        bool changed = Parts?.RemoveAll(isMeant) > 0;
        foreach (DerNode part in Parts ?? []) changed |= part.Remove(isMeant);
        return changed;
    }

    /// <summary>The value as DER.</summary>
    public byte[] Write()
    {
        byte[] content = Parts is null ? Content : [.. Parts.SelectMany(part => part.Write())];
        byte[] length = content.Length < 0x80 ? [(byte)content.Length]
            : content.Length < 0x100 ? [0x81, (byte)content.Length]
            : content.Length < 0x10000 ? [0x82, (byte)(content.Length >> 8), (byte)content.Length] : [0x83, (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length];
        return [Tag, .. length, .. content];
    }

    private static List<DerNode>? ReadAll(ReadOnlySpan<byte> bytes)
    {
        List<DerNode> values = [];
        while (!bytes.IsEmpty)
        {
            if (Read(bytes, out int length) is not { } value) return null;
            values.Add(value);
            bytes = bytes[length..];
        }

        return values;
    }
}
