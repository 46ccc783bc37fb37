using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.TwoFactor;

public sealed class Base32Tests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY======")]
    [InlineData("fo", "MZXQ====")]
    [InlineData("foo", "MZXW6===")]
    [InlineData("foob", "MZXW6YQ=")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI======")]
    public void The_vectors_of_RFC_4648_hold_with_and_without_padding(string text, string encoded)
    {
        string bare = encoded.TrimEnd('=');
        Assert.Equal(bare, Base32.Encode(Encoding.ASCII.GetBytes(text)));
        foreach (string spelling in new[] { encoded, bare, bare.ToLowerInvariant(), string.Join(' ', bare.Chunk(4).Select(part => new string(part))), string.Join('-', bare.Chunk(3).Select(part => new string(part))) })
        {
            using SecretBuffer bytes = Base32.Decode(spelling);
            Assert.Equal(text, Encoding.ASCII.GetString(bytes.Span));
        }
    }

    [Fact]
    public void Every_length_and_every_byte_come_back()
    {
        for (int length = 0; length <= 130; length++)
        {
            byte[] bytes = RandomNumberGenerator.GetBytes(length);
            using SecretBuffer decoded = Base32.Decode(Base32.Encode(bytes));
            Assert.Equal(bytes, decoded.Span.ToArray());
        }

        byte[] all = [.. Enumerable.Range(0, 256).Select(number => (byte)number)];
        using SecretBuffer back = Base32.Decode(Base32.Encode(all));
        Assert.Equal(all, back.Span.ToArray());
    }

    [Theory]
    [InlineData("M")]
    [InlineData("MZX")]
    [InlineData("MZXW6Y")]
    [InlineData("MZXW1YTB")]
    [InlineData("MZXW0YTB")]
    [InlineData("MZXW8YTB")]
    [InlineData("MZXW6YTB=")]
    [InlineData("MZXW6YTB========")]
    [InlineData("MY=====")]
    [InlineData("MY=======")]
    [InlineData("MY==MY==")]
    [InlineData("=")]
    [InlineData("MZXW6YT\u0131")]
    [InlineData("ＭＺＸＷ")]
    [InlineData("MZXW\n6YTB")]
    public void What_is_no_Base32_is_refused_without_being_shown(string text)
    {
        MalformedDataException error = Assert.Throws<MalformedDataException>(() => Base32.Decode(text));
        Assert.Equal("Base32Malformed", error.ErrorId);
        if (text.Length > 3) Assert.DoesNotContain(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bits_beyond_the_last_byte_are_dropped()
    {
        using SecretBuffer one = Base32.Decode("MY");
        using SecretBuffer other = Base32.Decode("MZ");
        Assert.Equal(one.Span.ToArray(), other.Span.ToArray());
    }
}
