using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Keys;

/// <summary>
/// The keys of an open store: the root key, the keys derived from it (HKDF-SHA-256, RFC 5869, one label a purpose),
/// and the data keys that wrap the key of each record. All of it is wiped on disposal.
/// </summary>
internal sealed class KeyRing : IDisposable
{
    /// <summary>The root key's size in bytes.</summary>
    public const int RootKeySize = 32;

    private readonly SecretBuffer _root;
    private readonly string _storeId;
    private readonly Lazy<KeyedAes256Gcm> _head;
    private readonly ConcurrentDictionary<KeyPurpose, SecretBuffer> _derived = new();
    private readonly ConcurrentDictionary<KeyPurpose, Lazy<KeyedHmacSha256>> _macs = new();
    private readonly ConcurrentDictionary<long, DataKey> _dataKeys = new();

    /// <summary>Takes over the root key, which is wiped with this ring.</summary>
    public KeyRing(SecretBuffer root, string storeId)
    {
        _root = root;
        _storeId = storeId;
        _head = new Lazy<KeyedAes256Gcm>(() => new KeyedAes256Gcm(For(KeyPurpose.Head)));
    }

    /// <summary>The provider's stamp of the data keys that were loaded last; null when one was added since.</summary>
    public long? Stamp { get; set; }

    /// <summary>The provider's stamp of changes by others at which the data keys were last looked at.</summary>
    public long? ChangeStamp { get; set; }

    /// <summary>The root key, for wrapping it under one more protector.</summary>
    public ReadOnlySpan<byte> Root => _root.Span;

    /// <summary>What seals the head, set up once: every transaction needs it.</summary>
    public KeyedAes256Gcm Head => _head.Value;

    /// <summary>The 256-bit key for a purpose.</summary>
    public ReadOnlySpan<byte> For(KeyPurpose purpose) => _derived.GetOrAdd(purpose, Derive).Span;

    /// <summary>The version of the data key of this kind that new records use, or null when there is none yet.</summary>
    public long? Current(DataKeyKind kind)
    {
        long newest = 0;
        foreach ((long version, DataKey key) in _dataKeys)
        {
            if (key.Kind == kind && version > newest) newest = version;
        }

        return newest == 0 ? null : newest;
    }

    /// <summary>The versions that this ring holds.</summary>
    public IEnumerable<long> Versions => _dataKeys.Keys;

    /// <summary>True when this ring holds the version; another process may have added newer ones.</summary>
    public bool Holds(long version) => _dataKeys.ContainsKey(version);

    /// <summary>The kind of a data key that this ring holds.</summary>
    public DataKeyKind KindOf(long version) => _dataKeys[version].Kind;

    /// <summary>Makes a data key, in its stored form; <see cref="Load"/> brings it into use once it is stored.</summary>
    public StoredDataKey Create(long version, DataKeyKind kind, DateTimeOffset now)
    {
        using SecretBuffer key = DataKey.Generate(kind);
        byte[] wrapped = Aes256Gcm.Instance.Seal(For(KeyPurpose.DataKeyWrap), key.Span, Binding(version, kind));
        return new StoredDataKey(version, kind, now.ToUnixTimeMilliseconds(), wrapped);
    }

    /// <summary>Unwraps the data keys that this ring does not hold yet, and drops those that are gone.</summary>
    /// <exception cref="IntegrityException">A stored key was changed.</exception>
    public void Load(IReadOnlyList<StoredDataKey> stored)
    {
        foreach (StoredDataKey key in stored)
        {
            if (_dataKeys.ContainsKey(key.Version)) continue;
            using SecretBuffer opened = Aes256Gcm.Instance.TryOpen(For(KeyPurpose.DataKeyWrap), key.Wrapped, Binding(key.Version, key.Kind))
                ?? throw SecurityErrors.RecordChanged("data key", key.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
            DataKey loaded = new(key.Kind, opened.Span);
            if (!_dataKeys.TryAdd(key.Version, loaded)) loaded.Dispose();
        }

        HashSet<long> present = [.. stored.Select(key => key.Version)];
        foreach (long version in _dataKeys.Keys)
        {
            if (!present.Contains(version) && _dataKeys.TryRemove(version, out DataKey? gone)) gone.Dispose();
        }
    }

    /// <summary>Forgets the data keys, one of which may be of a transaction that was rolled back. Only within a transaction, or another one could miss them.</summary>
    public void ForgetDataKeys()
    {
        foreach (long version in _dataKeys.Keys)
        {
            if (_dataKeys.TryRemove(version, out DataKey? key)) key.Dispose();
        }
    }

    /// <summary>Wraps a record's own key under a data key.</summary>
    public byte[] WrapRecordKey(long version, ReadOnlySpan<byte> recordKey, ReadOnlySpan<byte> associatedData) =>
        _dataKeys[version].Wrap(recordKey, associatedData);

    /// <summary>Unwraps a record's own key; false when it is not authentic, not of that size, or its data key is gone.</summary>
    public bool TryUnwrapRecordKey(long version, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> associatedData, Span<byte> recordKey) =>
        _dataKeys.TryGetValue(version, out DataKey? key) && key.TryUnwrap(wrapped, associatedData, recordKey);

    /// <summary>HMAC-SHA-256 under a purpose key.</summary>
    public byte[] Authenticate(KeyPurpose purpose, ReadOnlySpan<byte> data)
    {
        byte[] tag = new byte[KeyedHmacSha256.Size];
        Authenticate(purpose, data, tag);
        return tag;
    }

    /// <summary>HMAC-SHA-256 under a purpose key, into 32 bytes.</summary>
    public void Authenticate(KeyPurpose purpose, ReadOnlySpan<byte> data, Span<byte> tag)
    {
        // Only one that is kept is made, even when two threads ask first.
        if (!_macs.TryGetValue(purpose, out Lazy<KeyedHmacSha256>? mac)) mac = _macs.GetOrAdd(purpose, new Lazy<KeyedHmacSha256>(() => new KeyedHmacSha256(For(purpose))));
        mac.Value.Compute(data, tag);
    }

    public void Dispose()
    {
        foreach (DataKey key in _dataKeys.Values) key.Dispose();
        if (_head.IsValueCreated) _head.Value.Dispose();
        foreach (Lazy<KeyedHmacSha256> mac in _macs.Values)
        {
            if (mac.IsValueCreated) mac.Value.Dispose();
        }

        foreach (SecretBuffer key in _derived.Values) key.Dispose();
        _root.Dispose();
    }

    private SecretBuffer Derive(KeyPurpose purpose)
    {
        SecretBuffer key = new(32);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _root.Span, key.Span, Encoding.UTF8.GetBytes(_storeId), Encoding.UTF8.GetBytes($"EnterpriseSecurity/1/{purpose}"));
        return key;
    }

    private byte[] Binding(long version, DataKeyKind kind)
    {
        byte[] text = Encoding.UTF8.GetBytes(_storeId);
        byte[] binding = new byte[text.Length + 12];
        text.CopyTo(binding, 0);
        BinaryPrimitives.WriteInt64BigEndian(binding.AsSpan(text.Length), version);
        BinaryPrimitives.WriteInt32BigEndian(binding.AsSpan(text.Length + 8), (int)kind);
        return binding;
    }
}
