using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

/// <summary>What every authenticated cipher must do, run over all of them.</summary>
public class AeadContractTests
{
    private static readonly byte[] Bound = "collection\nid\n1"u8.ToArray();

    public static TheoryData<string> Names => [.. Algorithms.Keys];

    private static Dictionary<string, AeadAlgorithm> Algorithms { get; } =
        new AeadAlgorithm[] { Aes256Gcm.Instance, ChaCha20Poly1305Aead.Instance, Aes256CbcHmac.Instance }.ToDictionary(algorithm => algorithm.Name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Messages_of_every_size_come_back(string name)
    {
        AeadAlgorithm aead = Algorithms[name];
        byte[] key = Key(aead);
        foreach (int size in new[] { 0, 1, 15, 16, 17, 31, 32, 33, 255, 4096, 100_000 })
        {
            byte[] message = new byte[size];
            Random.Shared.NextBytes(message);
            byte[] sealedMessage = aead.Seal(key, message, Bound);
            Assert.Equal(aead.GetSealedLength(size), sealedMessage.Length);
            using SecretBuffer? opened = aead.TryOpen(key, sealedMessage, Bound);
            Assert.Equal(message, opened!.Span.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_flipped_bit_and_every_cut_is_refused(string name)
    {
        AeadAlgorithm aead = Algorithms[name];
        byte[] key = Key(aead);
        byte[] sealedMessage = aead.Seal(key, "a message of some bytes"u8, Bound);
        for (int bit = 0; bit < sealedMessage.Length * 8; bit++)
        {
            byte[] changed = [.. sealedMessage];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(aead.TryOpen(key, changed, Bound));
        }

        for (int length = 0; length < sealedMessage.Length; length++) Assert.Null(aead.TryOpen(key, sealedMessage.AsSpan(0, length), Bound));
        Assert.Null(aead.TryOpen(key, [.. sealedMessage, 0], Bound));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_key_or_other_associated_data_is_refused_and_a_key_of_a_wrong_size_is_misuse(string name)
    {
        AeadAlgorithm aead = Algorithms[name];
        byte[] key = Key(aead);
        byte[] sealedMessage = aead.Seal(key, "message"u8, Bound);
        Assert.Null(aead.TryOpen(Key(aead), sealedMessage, Bound));
        Assert.Null(aead.TryOpen(key, sealedMessage, []));
        Assert.Null(aead.TryOpen(key, sealedMessage, [.. Bound, 0]));
        Assert.Throws<ArgumentException>(() => aead.Seal(key.AsSpan(1), default, default));
        Assert.Throws<ArgumentException>(() => aead.TryOpen(key.AsSpan(1), sealedMessage, Bound));
        Assert.NotEqual(sealedMessage, aead.Seal(key, "message"u8, Bound));
    }

    // RFC 7518, appendix B.3.
    [Fact]
    public void Aes_cbc_hmac_gives_the_published_message()
    {
        byte[] key = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];
        byte[] plaintext = "A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy without inconvenience"u8.ToArray();
        byte[] iv = Convert.FromHexString("1af38c2dc2b96ffdd86694092341bc04");
        byte[] result = Aes256CbcHmac.Instance.SealWithNonce(key, iv, plaintext, "The second principle of Auguste Kerckhoffs"u8);
        Assert.Equal("4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd", Convert.ToHexStringLower(result.AsSpan(16, 32)));
        Assert.Equal("4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5", Convert.ToHexStringLower(result.AsSpan(result.Length - 32)));
    }

    // RFC 8439, section 2.8.2.
    [Fact]
    public void ChaCha20_Poly1305_gives_the_published_tag()
    {
        byte[] key = [.. Enumerable.Range(0x80, 32).Select(i => (byte)i)];
        byte[] nonce = Convert.FromHexString("070000004041424344454647");
        byte[] result = ChaCha20Poly1305Aead.Instance.SealWithNonce(
            key, nonce, "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."u8, Convert.FromHexString("50515253c0c1c2c3c4c5c6c7"));
        Assert.Equal("1ae10b594f09e26a7e902ecbd0600691", Convert.ToHexStringLower(result.AsSpan(result.Length - 16)));
    }

    // The published vectors of the Fernet specification: generate.json and verify.json.
    [Fact]
    public void Fernet_gives_the_published_token_and_keeps_its_time()
    {
        byte[] key = Convert.FromBase64String("cw/0x689RpI+jtRR7oE8h/eQsKImvJapLeSbXpwF4e4=");
        DateTimeOffset made = new(1985, 10, 26, 1, 20, 0, TimeSpan.FromHours(-7));
        byte[] token = Fernet.Encrypt(key, "hello"u8, made, [.. Enumerable.Range(0, 16).Select(i => (byte)i)]);
        Assert.Equal("gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==", System.Text.Encoding.ASCII.GetString(token));

        using SecretBuffer? opened = Fernet.TryDecrypt(key, token, new FixedClock(made.AddSeconds(1)), TimeSpan.FromSeconds(60));
        Assert.Equal("hello"u8.ToArray(), opened!.Span.ToArray());
        Assert.Null(Fernet.TryDecrypt(key, token, new FixedClock(made.AddSeconds(61)), TimeSpan.FromSeconds(60)));
        Assert.Null(Fernet.TryDecrypt(key, token, new FixedClock(made.AddSeconds(-61)), TimeSpan.FromSeconds(60)));
        for (int at = 0; at < token.Length; at++)
        {
            byte[] changed = [.. token];
            changed[at] = (byte)(changed[at] == 'A' ? 'B' : 'A');
            Assert.Null(Fernet.TryDecrypt(key, changed));
        }
    }

    private static byte[] Key(AeadAlgorithm aead)
    {
        byte[] key = new byte[aead.KeySize];
        Random.Shared.NextBytes(key);
        return key;
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
