namespace EnterpriseSecurity.Cryptography;

/// <summary>The hash functions that .NET, or this platform, does not have, as a library does them.</summary>
internal interface ILibraryHashes
{
    /// <summary>Hashes bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function here.</exception>
    byte[] Compute(HashKind kind, ReadOnlySpan<byte> data);

    /// <summary>Hashes a stream from where it stands to its end, in constant memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function here.</exception>
    byte[] Compute(HashKind kind, Stream data);

    /// <summary>MD4, RFC 1320, 16 bytes; broken, and only to find NT hashes in lists.</summary>
    void Md4(ReadOnlySpan<byte> input, Span<byte> output);
}
