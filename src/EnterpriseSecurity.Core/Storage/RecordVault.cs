using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// Turns records into their stored form and back. Every record has a key of its own, wrapped by a data key; the
/// body is sealed under it, bound to collection, id and revision; and the record's seal covers every column.
/// </summary>
internal sealed class RecordVault(KeyRing keys, TimeProvider time)
{
    private const int LargestKept = 64 * 1024;

    // Nothing secret is in it: a body is sealed before the record is.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_encoded;

    /// <summary>Seals a record with a new body and a new key, as the next revision.</summary>
    public StoredRecord Seal(Record record, ReadOnlySpan<byte> body)
    {
        long keyVersion = keys.Current(record.KeyKind)
            ?? throw new InvalidOperationException($"The store has no data key of kind {record.KeyKind}.");
        long revision = record.Revision + 1;
        if (record.Cipher == BodyCipher.None) return body.IsEmpty ? Finish(record, revision, keyVersion, record.Cipher, [], []) : throw new ArgumentException("Such a record has no body.", nameof(body));
        byte[] binding = Binding(record.Collection, record.Id, revision);
        using SecretBuffer recordKey = SecretBuffer.Random(BodySealing.KeySize(record.Cipher));
        return Finish(record, revision, keyVersion, record.Cipher, keys.WrapRecordKey(keyVersion, recordKey.Span, binding), BodySealing.Seal(record.Cipher, recordKey.Span, body, binding, time));
    }

    /// <summary>Seals changed columns of a stored record, its body staying what it is.</summary>
    public StoredRecord Reseal(Record record)
    {
        using SecretBuffer body = Open(record);
        return Seal(record, body.Span);
    }

    /// <summary>Checks a stored record's seal and reads its columns.</summary>
    /// <exception cref="IntegrityException">Any column was changed by someone without the key.</exception>
    public Record Read(StoredRecord stored)
    {
        Span<byte> seal = stackalloc byte[KeyedHmacSha256.Size];
        ComputeSeal(stored, seal);
        if (!CryptographicOperations.FixedTimeEquals(seal, stored.Seal)) throw Changed(stored);
        return Known(stored);
    }

    /// <summary>The record that was asked for by its id.</summary>
    /// <exception cref="IntegrityException">It is another one, or is not authentic.</exception>
    public Record ReadAt(StoredRecord stored, string collection, string id) =>
        Read(stored) is { } record && record.Collection == collection && record.Id == id ? record : throw SecurityErrors.RecordChanged(collection, id);

    /// <summary>Reads the columns of a record whose seal this process has made or checked.</summary>
    public Record Known(StoredRecord stored) => new()
    {
        Collection = stored.Collection,
        Id = stored.Id,
        Revision = stored.Revision,
        Name = stored.Name,
        HoldsName = stored.NameKey is not null,
        State = stored.State,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(stored.CreatedAt),
        ExpiresAt = stored.ExpiresAt is long expiry ? DateTimeOffset.FromUnixTimeMilliseconds(expiry) : null,
        Tags = stored.Tags == "{}" ? EmptyTags : JsonSerializer.Deserialize<SortedDictionary<string, string>>(stored.Tags)!,
        Cipher = stored.Cipher,
        KeyKind = keys.Holds(stored.KeyVersion) ? keys.KindOf(stored.KeyVersion) : DataKeyKind.Symmetric,
        Stored = stored,
    };

    /// <summary>Opens the body of a record that <see cref="Read"/> returned.</summary>
    /// <exception cref="IntegrityException">The body or the record's key is not authentic.</exception>
    public SecretBuffer Open(Record record)
    {
        StoredRecord stored = record.Stored ?? throw new ArgumentException("The record is not stored yet.", nameof(record));
        if (stored.Cipher == BodyCipher.None) return new SecretBuffer(0);
        byte[] binding = Binding(stored.Collection, stored.Id, stored.Revision);
        Span<byte> recordKey = stackalloc byte[BodySealing.KeySize(stored.Cipher)];
        try
        {
            if (!keys.TryUnwrapRecordKey(stored.KeyVersion, stored.WrappedKey, binding, recordKey)) throw Changed(stored);
            return BodySealing.TryOpen(stored.Cipher, recordKey, stored.Body, binding, time) ?? throw Changed(stored);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(recordKey);
        }
    }

    private static readonly IReadOnlyDictionary<string, string> EmptyTags = new Dictionary<string, string>();

    private StoredRecord Finish(Record record, long revision, long keyVersion, BodyCipher cipher, byte[] wrappedKey, byte[] body)
    {
        StoredRecord stored = new()
        {
            Collection = record.Collection,
            Id = record.Id,
            Revision = revision,
            Name = record.Name,
            NameKey = record is { HoldsName: true, Name: not null } ? CanonicalName.KeyOf(record.Name) : null,
            State = record.State,
            CreatedAt = record.CreatedAt.ToUnixTimeMilliseconds(),
            UpdatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            ExpiresAt = record.ExpiresAt?.ToUnixTimeMilliseconds(),
            Tags = record.Tags.Count == 0 ? "{}" : JsonSerializer.Serialize(new SortedDictionary<string, string>(record.Tags.ToDictionary(), StringComparer.Ordinal)),
            Attributes = record.AttributesText,
            KeyVersion = keyVersion,
            Cipher = cipher,
            WrappedKey = wrappedKey,
            Body = body,
            Seal = new byte[KeyedHmacSha256.Size],
        };
        ComputeSeal(stored, stored.Seal);
        return stored;
    }

    private void ComputeSeal(StoredRecord r, Span<byte> seal)
    {
        // One call over all of it: a call to the hash for each column takes longer than the hash.
        ArrayBufferWriter<byte> encoded = t_encoded ??= new ArrayBufferWriter<byte>(4096);
        encoded.ResetWrittenCount();
        Append(encoded, r.Collection);
        Append(encoded, r.Id);
        Append(encoded, r.Revision);
        Append(encoded, r.Name);
        Append(encoded, r.NameKey);
        Append(encoded, r.State);
        Append(encoded, r.CreatedAt);
        Append(encoded, r.UpdatedAt);
        Append(encoded, r.ExpiresAt ?? long.MinValue);
        Append(encoded, r.Tags);
        Append(encoded, r.Attributes);
        Append(encoded, r.KeyVersion);
        Append(encoded, (long)r.Cipher);
        Append(encoded, r.WrappedKey);
        Append(encoded, r.Body);
        keys.Authenticate(KeyPurpose.RecordSeal, encoded.WrittenSpan, seal);
        // A rare long record leaves no large buffer behind.
        if (encoded.Capacity > LargestKept) t_encoded = null;
    }

    // Every field is preceded by its length, so that no two records share one encoding; a null has the length -1.
    private static void Append(ArrayBufferWriter<byte> encoded, string? text)
    {
        if (text is null)
        {
            Append(encoded, -1L);
            return;
        }

        Append(encoded, (long)Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, encoded);
    }

    private static void Append(ArrayBufferWriter<byte> encoded, byte[] bytes)
    {
        Append(encoded, bytes.LongLength);
        encoded.Write(bytes);
    }

    private static void Append(ArrayBufferWriter<byte> encoded, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(encoded.GetSpan(8), number);
        encoded.Advance(8);
    }

    private static byte[] Binding(string collection, string id, long revision) => Encoding.UTF8.GetBytes($"{collection}\n{id}\n{revision}");

    private static IntegrityException Changed(StoredRecord stored) => SecurityErrors.RecordChanged(stored.Collection, stored.Name ?? stored.Id);
}
