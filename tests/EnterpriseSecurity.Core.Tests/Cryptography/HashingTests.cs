using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Providers;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public class HashingTests
{
    /// <summary>FIPS 180-4, FIPS 202 (NIST's example values) and RFC 7693, appendices A and B.</summary>
    [Theory]
    [InlineData(HashKind.Sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(HashKind.Sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(HashKind.Sha512, "abc", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")]
    [InlineData(HashKind.Sha3_256, "", "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a")]
    [InlineData(HashKind.Sha3_256, "abc", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532")]
    [InlineData(HashKind.Sha3_512, "abc", "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0")]
    [InlineData(HashKind.Blake2b, "abc", "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")]
    [InlineData(HashKind.Blake2s, "abc", "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982")]
    public void The_published_hashes_come_out(HashKind kind, string text, string expected)
    {
        byte[] data = Encoding.ASCII.GetBytes(text);

        Assert.Equal(expected, Convert.ToHexStringLower(Hashing.Compute(kind, data)));
        Assert.Equal(expected, Convert.ToHexStringLower(Hashing.Compute(kind, new MemoryStream(data))));
    }

    [Theory]
    [InlineData(HashKind.Sha3_256, "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532")]
    [InlineData(HashKind.Sha3_512, "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0")]
    public void Where_the_platform_has_no_SHA_3_the_hashes_are_the_same(HashKind kind, string expected)
    {
        byte[] hash = LibraryProviders.Current.Hashes.Compute(kind, "abc"u8);

        Assert.Equal(expected, Convert.ToHexStringLower(hash));
    }

    [Theory]
    [InlineData(HashKind.Sha256)]
    [InlineData(HashKind.Sha512)]
    [InlineData(HashKind.Sha3_256)]
    [InlineData(HashKind.Sha3_512)]
    [InlineData(HashKind.Blake2b)]
    [InlineData(HashKind.Blake2s)]
    public void A_stream_and_its_bytes_have_one_hash(HashKind kind)
    {
        foreach (int length in new[] { 0, 1, 63, 64, 65, 127, 128, 129, 65535, 65536, 65537, 200_000 })
        {
            byte[] data = new byte[length];
            new Random(length).NextBytes(data);
            Assert.Equal(Hashing.Compute(kind, data), Hashing.Compute(kind, new MemoryStream(data)));
        }
    }

    [Fact]
    public void An_unknown_function_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Hashing.Compute((HashKind)99, "abc"u8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hashing.Compute((HashKind)99, Stream.Null));
    }
}
