using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>
/// What is kept of the secrets while a search runs: for each spelling its length, 32 bits of a keyed hash of eight of its
/// bytes, by which it is noticed, and an HMAC-SHA-256 of all, by which it is known. The keys are random for each search
/// and wiped after it; no value is held.
/// </summary>
internal sealed class SecretFingerprints : IDisposable
{
    /// <summary>The bytes of the window that notices a spelling.</summary>
    public const int Window = 8;

    /// <summary>The longest spelling.</summary>
    public const int LongestPattern = 4096;

    private const int KeySize = 32;
    private const int MacSize = 16;

    private readonly SecretBuffer _key = SecretBuffer.Random(KeySize);
    private readonly ulong _mask;
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly List<(string Name, int Version)> _secrets = [];
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<uint, int> _heads = [];
    private ulong[] _noticed = [];
    private int _shift;

    public SecretFingerprints()
    {
        Span<byte> random = stackalloc byte[24];
        RandomNumberGenerator.Fill(random);
        _mask = BinaryPrimitives.ReadUInt64LittleEndian(random);
        _first = BinaryPrimitives.ReadUInt64LittleEndian(random[8..]) | 1;
        _second = BinaryPrimitives.ReadUInt64LittleEndian(random[16..]) | 1;
        CryptographicOperations.ZeroMemory(random);
    }

    /// <summary>True when there is nothing to look for.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Adds a secret in all its spellings.</summary>
    /// <returns>False when it is too short.</returns>
    public bool Add(string name, int version, ReadOnlySpan<byte> value, bool isText)
    {
        int secret = _secrets.Count;
        _secrets.Add((name, version));
        return SecretForms.Visit(value, isText, (form, pattern) => Add(secret, form, pattern));
    }

    /// <summary>Ends the adding.</summary>
    public void Complete()
    {
        // At least 64 bits for each entry, so that few other windows are noticed; 64 KiB to 8 MiB.
        int bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, _entries.Count)) + 7, 19, 26);
        _shift = 32 - bits;
        _noticed = new ulong[1 << (bits - 6)];
        foreach (uint hash in _heads.Keys) _noticed[hash >> _shift >> 6] |= 1UL << (int)(hash >> _shift & 63);
    }

    /// <summary>True when these eight bytes may be of a secret.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Notices(ulong window, out uint hash)
    {
        hash = HashOf(window);
        uint bit = hash >> _shift;
        return (_noticed[bit >> 6] >> (int)(bit & 63) & 1) != 0;
    }

    /// <summary>The spellings that stand around a window that was noticed.</summary>
    public void Match(ReadOnlySpan<byte> text, int at, uint hash, List<FoundSecret> found)
    {
        if (!_heads.TryGetValue(hash, out int index)) return;
        Span<byte> mac = stackalloc byte[KeySize];
        for (; index >= 0; index = _entries[index].Next)
        {
            Entry entry = _entries[index];
            int start = at - entry.Offset;
            if (start < 0 || start + entry.Length > text.Length) continue;
            HMACSHA256.HashData(_key.Span, text.Slice(start, entry.Length), mac);
            if (!CryptographicOperations.FixedTimeEquals(mac[..MacSize], entry.Mac)) continue;
            (string name, int version) = _secrets[entry.Secret];
            found.Add(new FoundSecret(start, entry.Length, name, version, entry.Form));
        }
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _key.Dispose();

    private void Add(int secret, LeakForm form, ReadOnlySpan<byte> pattern)
    {
        if (pattern.Length is < SecretForms.Shortest or > LongestPattern) return;
        int offset = ChooseWindow(pattern);
        uint hash = HashOf(MemoryMarshal.Read<ulong>(pattern[offset..]));
        Span<byte> mac = stackalloc byte[KeySize];
        HMACSHA256.HashData(_key.Span, pattern, mac);
        int next = _heads.TryGetValue(hash, out int head) ? head : -1;
        _heads[hash] = _entries.Count;
        _entries.Add(new Entry(secret, form, offset, pattern.Length, mac[..MacSize].ToArray(), next));
    }

    // The window with the most different bytes: secrets that begin alike, as PEM does, would all be noticed together.
    private static int ChooseWindow(ReadOnlySpan<byte> pattern)
    {
        int best = 0;
        int most = 0;
        for (int offset = 0; offset + Window <= pattern.Length; offset += pattern.Length > 64 ? Window : 1)
        {
            int different = 0;
            ReadOnlySpan<byte> window = pattern.Slice(offset, Window);
            for (int i = 0; i < Window; i++) different += window[..i].Contains(window[i]) ? 0 : 1;
            if (different < most) continue;
            most = different;
            best = offset;
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint HashOf(ulong window)
    {
        ulong hash = (window ^ _mask) * _first;
        hash ^= hash >> 32;
        // The rest is dropped, so that no window can be computed back from its hash.
        return (uint)(hash * _second >> 32);
    }

    private readonly record struct Entry(int Secret, LeakForm Form, int Offset, int Length, byte[] Mac, int Next);
}
