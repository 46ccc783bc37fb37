using System.Buffers.Binary;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Rotation;

/// <summary>What of a running rotation is encrypted: the texts of its hooks, as JSON after its length in four bytes, and then the successor's value.</summary>
internal sealed class RotationBody : IDisposable
{
    private const int LengthSize = 4;

    private RotationBody(IReadOnlyDictionary<RotationHookKind, string> hooks, SecretBuffer value) => (Hooks, Value) = (hooks, value);

    /// <summary>The texts of the hooks.</summary>
    public IReadOnlyDictionary<RotationHookKind, string> Hooks { get; }

    /// <summary>The successor's value.</summary>
    public SecretBuffer Value { get; }

    public static SecretBuffer Write(IReadOnlyDictionary<RotationHookKind, string> hooks, ReadOnlySpan<byte> value)
    {
        byte[] texts = JsonSerializer.SerializeToUtf8Bytes(hooks);
        SecretBuffer body = new(LengthSize + texts.Length + value.Length);
        BinaryPrimitives.WriteInt32BigEndian(body.Span, texts.Length);
        texts.CopyTo(body.Span[LengthSize..]);
        value.CopyTo(body.Span[(LengthSize + texts.Length)..]);
        return body;
    }

    /// <summary>Reads a body and takes it over.</summary>
    public static RotationBody Read(SecretBuffer body)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(body.Span);
        Dictionary<RotationHookKind, string> hooks = JsonSerializer.Deserialize<Dictionary<RotationHookKind, string>>(body.Span.Slice(LengthSize, length))!;
        return new RotationBody(hooks, body.GiveFrom(LengthSize + length));
    }

    public void Dispose() => Value.Dispose();
}
