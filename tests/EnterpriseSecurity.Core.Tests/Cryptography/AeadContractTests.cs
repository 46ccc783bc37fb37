using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

/// <summary>What holds for every authenticated cipher; a new one is added to <see cref="Registry"/> and nowhere else.</summary>
public class AeadContractTests
{
    private static readonly byte[] Context = "where it belongs"u8.ToArray();

    private static readonly Dictionary<string, AeadAlgorithm> Registry = new AeadAlgorithm[]
    {
        Aes256Gcm.Instance,
        ChaCha20Poly1305Aead.Instance,
        Aes256CbcHmac.Instance,
    }.ToDictionary(algorithm => algorithm.Name);

    public static TheoryData<string> Algorithms => [.. Registry.Keys];

    [Fact]
    public void Every_algorithm_of_the_library_is_in_the_registry()
    {
        IEnumerable<Type> all = typeof(AeadAlgorithm).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AeadAlgorithm)));

        Assert.Equal(all.Select(type => type.Name).Order(), Registry.Values.Select(algorithm => algorithm.GetType().Name).Order());
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void What_was_sealed_opens(string name)
    {
        AeadAlgorithm aead = Registry[name];
        byte[] key = RandomNumberGenerator.GetBytes(aead.KeySize);
        foreach (int length in Enumerable.Range(0, 130).Concat([255, 256, 1000, 4096, 65535, 1 << 20]))
        {
            byte[] plaintext = RandomNumberGenerator.GetBytes(length);
            foreach (byte[] associatedData in new byte[][] { [], Context })
            {
                byte[] message = aead.Seal(key, plaintext, associatedData);
                using SecretBuffer? opened = aead.TryOpen(key, message, associatedData);

                Assert.Equal(aead.GetSealedLength(length), message.Length);
                Assert.Equal(plaintext, opened?.Span.ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_message_with_any_bit_changed_is_refused(string name)
    {
        AeadAlgorithm aead = Registry[name];
        byte[] key = RandomNumberGenerator.GetBytes(aead.KeySize);
        foreach (int length in new[] { 0, 1, 16, 37 })
        {
            byte[] message = aead.Seal(key, new byte[length], Context);
            for (int bit = 0; bit < message.Length * 8; bit++)
            {
                message[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Null(aead.TryOpen(key, message, Context));
                message[bit / 8] ^= (byte)(1 << (bit % 8));
            }

            using SecretBuffer? opened = aead.TryOpen(key, message, Context);
            Assert.NotNull(opened);
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_message_that_was_cut_or_extended_is_refused(string name)
    {
        AeadAlgorithm aead = Registry[name];
        byte[] key = RandomNumberGenerator.GetBytes(aead.KeySize);
        byte[] message = aead.Seal(key, new byte[40], Context);
        for (int length = 0; length < message.Length; length++)
        {
            Assert.Null(aead.TryOpen(key, message.AsSpan(0, length), Context));
            if (length > 0) Assert.Null(aead.TryOpen(key, message.AsSpan(length), Context));
        }

        Assert.Null(aead.TryOpen(key, [.. message, 0], Context));
        Assert.Null(aead.TryOpen(key, [.. message, .. new byte[16]], Context));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Other_associated_data_and_other_keys_are_refused(string name)
    {
        AeadAlgorithm aead = Registry[name];
        byte[] key = RandomNumberGenerator.GetBytes(aead.KeySize);
        byte[] message = aead.Seal(key, "secret"u8, Context);

        Assert.Null(aead.TryOpen(key, message, default));
        Assert.Null(aead.TryOpen(key, message, Context.AsSpan(1)));
        Assert.Null(aead.TryOpen(key, message, [.. Context, 0]));
        for (int i = 0; i < 200; i++) Assert.Null(aead.TryOpen(RandomNumberGenerator.GetBytes(aead.KeySize), message, Context));
    }

    /// <summary>
    /// AES-CBC with HMAC puts two keys side by side, and the tag (RFC 7518, section 5.2.2.1) covers nothing of the second:
    /// a change there alone gives noise, whose padding is right once in 256 times. Every other bit is authenticated.
    /// </summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_key_with_any_byte_changed_does_not_open_the_message(string name)
    {
        AeadAlgorithm aead = Registry[name];
        int authenticated = aead is Aes256CbcHmac ? aead.KeySize / 2 : aead.KeySize;
        byte[] key = RandomNumberGenerator.GetBytes(aead.KeySize);
        byte[] message = aead.Seal(key, "secret"u8, Context);
        for (int i = 0; i < key.Length; i++)
        {
            key[i] ^= 1;
            using SecretBuffer? opened = aead.TryOpen(key, message, Context);
            key[i] ^= 1;

            if (i < authenticated) Assert.Null(opened);
            Assert.False(opened is not null && opened.Span.SequenceEqual("secret"u8), $"A key with another byte {i} opened the message.");
        }
    }

    /// <summary>Bytes may not move between the associated data and the message.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public void The_border_of_the_associated_data_is_authenticated(string name)
    {
        AeadAlgorithm aead = Registry[name];
        byte[] key = RandomNumberGenerator.GetBytes(aead.KeySize);
        byte[] message = aead.Seal(key, new byte[32], Context);

        Assert.Null(aead.TryOpen(key, message.AsSpan(1), [.. Context, message[0]]));
        Assert.Null(aead.TryOpen(key, [Context[^1], .. message], Context.AsSpan(0, Context.Length - 1)));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_key_of_another_size_throws(string name)
    {
        AeadAlgorithm aead = Registry[name];
        byte[] message = aead.Seal(new byte[aead.KeySize], default, default);
        foreach (int size in new[] { 0, 16, 31, aead.KeySize - 1, aead.KeySize + 1, 128 })
        {
            Assert.Throws<ArgumentException>(() => aead.Seal(new byte[size], default, default));
            Assert.Throws<ArgumentException>(() => aead.TryOpen(new byte[size], message, default));
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Nonces_differ_and_so_do_messages(string name)
    {
        AeadAlgorithm aead = Registry[name];
        byte[] key = RandomNumberGenerator.GetBytes(aead.KeySize);
        List<byte[]> messages = [.. Enumerable.Range(0, 500).Select(_ => aead.Seal(key, "the same"u8, Context))];

        Assert.Equal(500, messages.Select(message => Convert.ToHexString(message, 0, aead.NonceSize)).Distinct().Count());
        Assert.Equal(500, messages.Select(message => Convert.ToHexString(message, aead.NonceSize, aead.TagSize)).Distinct().Count());
    }
}
