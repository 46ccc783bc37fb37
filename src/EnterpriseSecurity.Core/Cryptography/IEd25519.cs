namespace EnterpriseSecurity.Cryptography;

/// <summary>RFC 8032 as a library does it. <see cref="Ed25519"/> has checked every size before.</summary>
internal interface IEd25519
{
    /// <summary>Computes the public key of a seed.</summary>
    void GetPublicKey(ReadOnlySpan<byte> seed, Span<byte> publicKey);

    /// <summary>Signs a message.</summary>
    void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message, Span<byte> signature);

    /// <summary>Checks a signature; false too when the key or the signature is no point.</summary>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}
