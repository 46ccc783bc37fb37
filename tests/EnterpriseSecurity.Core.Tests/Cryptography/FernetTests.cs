using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

/// <summary>Against the vectors of github.com/fernet/spec: generate.json, verify.json and invalid.json.</summary>
public class FernetTests
{
    private const string Token = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    private static readonly byte[] Key = Convert.FromBase64String("cw/0x689RpI+jtRR7oE8h/eQsKImvJapLeSbXpwF4e4=");
    private static readonly DateTimeOffset Made = new(1985, 10, 26, 1, 20, 0, TimeSpan.FromHours(-7));
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public void The_published_token_is_made() =>
        Assert.Equal(Token, Encoding.ASCII.GetString(Fernet.Encrypt(Key, "hello"u8, Made, [.. Enumerable.Range(0, 16).Select(i => (byte)i)])));

    [Fact]
    public void The_published_token_opens()
    {
        using SecretBuffer? opened = Open(Token, Made.AddSeconds(1), Minute);

        Assert.Equal("hello", Encoding.ASCII.GetString(opened!.Span));
    }

    [Theory]
    [InlineData("incorrect mac", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==", 1)]
    [InlineData("too short", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==", 1)]
    [InlineData("invalid base64", "%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==", 1)]
    [InlineData("payload size not multiple of block size", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm", 1)]
    [InlineData("payload padding error", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==", 1)]
    [InlineData("far-future timestamp", "gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==", 1)]
    [InlineData("expired", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==", 91)]
    [InlineData("incorrect IV", "gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==", 1)]
    public void The_published_invalid_tokens_are_refused(string flaw, string token, int secondsLater)
    {
        Assert.NotEmpty(flaw);
        Assert.Null(Open(token, Made.AddSeconds(secondsLater), Minute));
    }

    [Fact]
    public void A_token_lives_as_long_as_it_may_and_the_clock_may_be_a_minute_off()
    {
        Assert.NotNull(Open(Token, Made.AddSeconds(60), Minute));
        Assert.Null(Open(Token, Made.AddSeconds(61), Minute));
        Assert.NotNull(Open(Token, Made.AddSeconds(-60), Minute));
        Assert.Null(Open(Token, Made.AddSeconds(-61), Minute));
        Assert.NotNull(Open(Token, Made.AddYears(50), null));
        Assert.NotNull(Open(Token, Made.AddYears(50), TimeSpan.MaxValue));
    }

    [Fact]
    public void Every_size_comes_back()
    {
        for (int length = 0; length < 100; length++)
        {
            byte[] plaintext = new byte[length];
            new Random(length).NextBytes(plaintext);
            using SecretBuffer? opened = Fernet.TryDecrypt(Key, Fernet.Encrypt(Key, plaintext));
            Assert.Equal(plaintext, opened?.Span.ToArray());
        }
    }

    [Fact]
    public void A_token_with_any_bit_changed_is_refused()
    {
        byte[] token = Encoding.ASCII.GetBytes(Token);
        for (int bit = 0; bit < token.Length * 8; bit++)
        {
            token[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(Fernet.TryDecrypt(Key, token));
            token[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Only_the_form_that_an_encoder_writes_is_accepted()
    {
        Assert.NotNull(Open(Token, Made, null));
        Assert.Null(Open(Token.TrimEnd('='), Made, null));
        Assert.Null(Open(Token + "\n", Made, null));
        Assert.Null(Open(Token + "====", Made, null));
        Assert.Null(Open(Token.Replace('_', '/').Replace('-', '+'), Made, null));
        Assert.Null(Open(Token.Replace("DA==", "DB==", StringComparison.Ordinal), Made, null));
        Assert.Null(Open("", Made, null));
        for (int length = 0; length < Token.Length; length++) Assert.Null(Open(Token[..length], Made, null));
    }

    [Fact]
    public void A_key_of_another_size_throws()
    {
        Assert.Throws<ArgumentException>(() => Fernet.Encrypt(new byte[16], "hello"u8));
        Assert.Throws<ArgumentException>(() => Fernet.TryDecrypt(new byte[33], "hello"u8));
    }

    private static SecretBuffer? Open(string token, DateTimeOffset now, TimeSpan? timeToLive) =>
        Fernet.TryDecrypt(Key, Encoding.ASCII.GetBytes(token), new StoppedClock(now), timeToLive);

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }
}
