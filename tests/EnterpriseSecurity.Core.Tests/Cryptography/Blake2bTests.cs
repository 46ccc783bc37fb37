using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public sealed class Blake2bTests
{
    /// <summary>RFC 7693, appendix A, and the value of no bytes that BLAKE2's authors publish.</summary>
    [Theory]
    [InlineData("abc", "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")]
    [InlineData("", "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce")]
    [InlineData("", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")]
    public void The_published_hashes_come_out(string text, string expected)
    {
        byte[] hash = new byte[expected.Length / 2];
        Blake2b.Hash(Encoding.ASCII.GetBytes(text), hash);
        Assert.Equal(expected, Convert.ToHexStringLower(hash));
    }

    [Fact]
    public void Inputs_of_every_length_give_what_the_library_gives()
    {
        byte[] data = new byte[1024];
        new Random(7693).NextBytes(data);
        byte[] hash = new byte[Blake2b.LargestOutput];
        for (int length = 0; length <= 4 * 128; length++)
        {
            Blake2b.Hash(data.AsSpan(0, length), hash);
            Assert.Equal(Hashing.Compute(HashKind.Blake2b, data.AsSpan(0, length)), hash);
        }

        Blake2b.Hash(data, hash);
        Assert.Equal(Hashing.Compute(HashKind.Blake2b, data), hash);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void Outputs_that_there_are_not_are_refused(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Blake2b.Hash("abc"u8, new byte[length]));
}
