using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.TwoFactor;

/// <summary>The tables of RFC 4226, appendix D, and RFC 6238, appendix B.</summary>
public sealed class OtpVectorTests
{
    private static readonly string[] CountedCodes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];

    private readonly OneTimePasswords _codes = new();

    [Fact]
    public void The_counter_makes_the_codes_of_the_standard()
    {
        OtpParameters parameters = new() { Type = OtpType.Hotp };
        for (int counter = 0; counter < CountedCodes.Length; counter++)
        {
            using OtpKey key = new(SecretBuffer.CopyOf("12345678901234567890"u8), parameters, counter: counter);
            Assert.Equal(CountedCodes[counter], _codes.GetCode(key));
            Assert.Equal(counter, _codes.Verify(key, CountedCodes[counter], window: 0));
        }
    }

    [Theory]
    [InlineData(59, OtpAlgorithm.Sha1, "94287082")]
    [InlineData(59, OtpAlgorithm.Sha256, "46119246")]
    [InlineData(59, OtpAlgorithm.Sha512, "90693936")]
    [InlineData(1111111109, OtpAlgorithm.Sha1, "07081804")]
    [InlineData(1111111109, OtpAlgorithm.Sha256, "68084774")]
    [InlineData(1111111109, OtpAlgorithm.Sha512, "25091201")]
    [InlineData(1111111111, OtpAlgorithm.Sha1, "14050471")]
    [InlineData(1111111111, OtpAlgorithm.Sha256, "67062674")]
    [InlineData(1111111111, OtpAlgorithm.Sha512, "99943326")]
    [InlineData(1234567890, OtpAlgorithm.Sha1, "89005924")]
    [InlineData(1234567890, OtpAlgorithm.Sha256, "91819424")]
    [InlineData(1234567890, OtpAlgorithm.Sha512, "93441116")]
    [InlineData(2000000000, OtpAlgorithm.Sha1, "69279037")]
    [InlineData(2000000000, OtpAlgorithm.Sha256, "90698825")]
    [InlineData(2000000000, OtpAlgorithm.Sha512, "38618901")]
    [InlineData(20000000000, OtpAlgorithm.Sha1, "65353130")]
    [InlineData(20000000000, OtpAlgorithm.Sha256, "77737706")]
    [InlineData(20000000000, OtpAlgorithm.Sha512, "47863826")]
    public void The_time_makes_the_codes_of_the_standard(long seconds, OtpAlgorithm algorithm, string code)
    {
        // The standard's secrets are the digits 1 to 0, as many as the hash has bytes.
        int length = algorithm switch { OtpAlgorithm.Sha256 => 32, OtpAlgorithm.Sha512 => 64, _ => 20 };
        string digits = string.Concat(Enumerable.Repeat("1234567890", 7))[..length];
        using OtpKey key = new(SecretBuffer.CopyOf(Encoding.ASCII.GetBytes(digits)), new OtpParameters { Algorithm = algorithm, Digits = 8 });
        DateTimeOffset moment = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(code, _codes.GetCode(key, moment));
        Assert.Equal(seconds / 30, _codes.Verify(key, code, window: 0, at: moment));
        Assert.Equal(seconds / 30, _codes.Verify(key, code, window: 1, at: moment.AddSeconds(30)));
        Assert.Null(_codes.Verify(key, code, window: 1, at: moment.AddSeconds(60)));
    }
}
