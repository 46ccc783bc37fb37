using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public class SecretHandlingTests
{
    [Fact]
    public void A_disposed_buffer_is_wiped_and_shows_nothing()
    {
        SecretBuffer buffer = SecretBuffer.CopyOf("secret"u8);
        Memory<byte> seen = buffer.Memory;
        Assert.DoesNotContain("secret", buffer.ToString(), StringComparison.Ordinal);
        buffer.Dispose();
        Assert.Equal(new byte[6], seen.ToArray());
        Assert.Throws<ObjectDisposedException>(() => buffer.Length);
    }

    [Fact]
    public void Any_shares_of_the_threshold_give_the_secret_and_fewer_give_another()
    {
        byte[] secret = new byte[32];
        Random.Shared.NextBytes(secret);
        IReadOnlyList<byte[]> shares = ShamirSharing.Split(secret, 3, 5);
        foreach (int[] chosen in new int[][] { [0, 1, 2], [4, 2, 0], [1, 3, 4], [0, 1, 2, 3, 4] })
        {
            using SecretBuffer combined = ShamirSharing.Combine([.. chosen.Select(i => (ReadOnlyMemory<byte>)shares[i])]);
            Assert.Equal(secret, combined.Span.ToArray());
        }

        using SecretBuffer two = ShamirSharing.Combine([shares[0], shares[1]]);
        Assert.NotEqual(secret, two.Span.ToArray());
        Assert.Throws<ArgumentException>(() => ShamirSharing.Combine([shares[0], shares[0]]));
    }

    // RFC 8032, section 7.1, tests 1 and 2.
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    public void Ed25519_gives_the_published_signatures(string seed, string publicKey, string message, string signature)
    {
        byte[] made = new byte[32];
        Ed25519.GetPublicKey(Convert.FromHexString(seed), made);
        Assert.Equal(publicKey, Convert.ToHexStringLower(made));
        byte[] signed = new byte[64];
        Ed25519.Sign(Convert.FromHexString(seed), Convert.FromHexString(message), signed);
        Assert.Equal(signature, Convert.ToHexStringLower(signed));
        Assert.True(Ed25519.Verify(made, Convert.FromHexString(message), signed));
        signed[5] ^= 1;
        Assert.False(Ed25519.Verify(made, Convert.FromHexString(message), signed));
    }

    [Fact]
    public void A_stream_of_chunks_comes_back_and_no_cut_or_exchange_does()
    {
        byte[] key = new byte[32];
        foreach (int size in new[] { 0, 1, 65535, 65536, 65537, 200_000 })
        {
            byte[] plain = new byte[size];
            Random.Shared.NextBytes(plain);
            MemoryStream sealedStream = new();
            ChunkedAead.Encrypt(key, "test"u8, new MemoryStream(plain), sealedStream);
            byte[] bytes = sealedStream.ToArray();
            MemoryStream opened = new();
            Assert.True(ChunkedAead.TryDecrypt(key, "test"u8, new MemoryStream(bytes), opened));
            Assert.Equal(plain, opened.ToArray());
            Assert.False(ChunkedAead.TryDecrypt(key, "other"u8, new MemoryStream(bytes), new MemoryStream()));
            Assert.False(ChunkedAead.TryDecrypt(key, "test"u8, new MemoryStream(bytes[..^1]), new MemoryStream()));
            Assert.False(ChunkedAead.TryDecrypt(key, "test"u8, new MemoryStream([.. bytes, 0]), new MemoryStream()));
            if (size > 65536) Assert.False(ChunkedAead.TryDecrypt(key, "test"u8, new MemoryStream(bytes[..(32 + 65536 + 16)]), new MemoryStream()));
        }
    }
}
