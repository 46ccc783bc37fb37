using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public class AeadVectorTests
{
    /// <summary>The 256-bit test cases 13, 14 and 16 of McGrew and Viega's submission of GCM to NIST.</summary>
    [Theory]
    [InlineData(
        "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "", "",
        "530f8afbc74536b9a963b4f1c4cb738b")]
    [InlineData(
        "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "00000000000000000000000000000000", "",
        "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")]
    [InlineData(
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b")]
    public void AES_256_GCM_gives_the_published_ciphertexts(string key, string nonce, string plaintext, string associatedData, string expected) =>
        Check(Aes256Gcm.Instance, key, nonce, Convert.FromHexString(plaintext), associatedData, expected);

    /// <summary>RFC 8439, section 2.8.2.</summary>
    [Fact]
    public void ChaCha20_Poly1305_gives_the_published_ciphertext() => Check(
        ChaCha20Poly1305Aead.Instance,
        "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
        "070000004041424344454647",
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."u8.ToArray(),
        "50515253c0c1c2c3c4c5c6c7",
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
            + "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691");

    /// <summary>RFC 7518, appendix B.3.</summary>
    [Fact]
    public void A256CBC_HS512_gives_the_published_ciphertext() => Check(
        Aes256CbcHmac.Instance,
        Convert.ToHexString([.. Enumerable.Range(0, 64).Select(i => (byte)i)]),
        "1af38c2dc2b96ffdd86694092341bc04",
        "A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy without inconvenience"u8.ToArray(),
        Convert.ToHexString("The second principle of Auguste Kerckhoffs"u8),
        "4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd822c301dd67c373bccb584ad3e9279c2e6d12a1374b77f077553df829410446b"
            + "36ebd97066296ae6427ea75c2e0846a11a09ccf5370dc80bfecbad28c73f09b3a3b75e662a2594410ae496b2e2e6609e31e6e02cc837f053d21f37ff4f51950b"
            + "be2638d09dd7a4930930806d0703b1f6"
            + "4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5");

    /// <summary>A message whose MAC is right and whose padding is not can only come from a faulty sender; it is refused like any other.</summary>
    [Fact]
    public void A_CBC_message_with_a_true_tag_and_bad_padding_is_refused()
    {
        byte[] key = new byte[64];
        using System.Security.Cryptography.Aes aes = System.Security.Cryptography.Aes.Create();
        aes.SetKey(key.AsSpan(32));
        byte[] nonce = new byte[16];
        byte[] ciphertext = aes.EncryptCbc(new byte[32], nonce, System.Security.Cryptography.PaddingMode.None);
        byte[] authenticated = [.. nonce, .. ciphertext, .. new byte[8]];
        byte[] tag = System.Security.Cryptography.HMACSHA512.HashData(key.AsSpan(0, 32), authenticated)[..32];

        Assert.Null(Aes256CbcHmac.Instance.TryOpen(key, [.. nonce, .. ciphertext, .. tag], default));
    }

    private static void Check(AeadAlgorithm aead, string key, string nonce, byte[] plaintext, string associatedData, string expected)
    {
        byte[] keyBytes = Convert.FromHexString(key);
        byte[] data = Convert.FromHexString(associatedData);
        byte[] message = aead.SealWithNonce(keyBytes, Convert.FromHexString(nonce), plaintext, data);

        Assert.Equal(nonce + expected, Convert.ToHexStringLower(message));
        using SecretBuffer? opened = aead.TryOpen(keyBytes, message, data);
        Assert.Equal(Encoding.Latin1.GetString(plaintext), Encoding.Latin1.GetString(opened!.Span));
    }
}
