using System.Globalization;
using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Interop.Tests.TwoFactor;

/// <summary>One-time passwords against oathtool, both ways, over random secrets, parameters and times.</summary>
public sealed class OathToolTests
{
    private const int Rounds = 60;

    private readonly OneTimePasswords _codes = new();

    [NativeFact("oathtool")]
    public void Codes_by_time_are_those_of_oathtool_and_it_accepts_ours()
    {
        for (int round = 0; round < Rounds; round++)
        {
            OtpParameters parameters = RandomParameters(OtpType.Totp);
            using OtpKey key = RandomKey(parameters, 0);
            DateTimeOffset moment = DateTimeOffset.FromUnixTimeSeconds(RandomNumberGenerator.GetInt32(int.MaxValue));
            string[] common =
            [
                $"--totp={parameters.Algorithm.ToString().ToUpperInvariant()}", $"--digits={parameters.Digits}", $"--time-step-size={parameters.Period}s",
                "--now", moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture), "--base32", key.RevealSecret(),
            ];

            string theirs = NativeTool.Run("oathtool", common).Succeeded().Output.Trim();
            Assert.Equal(theirs, _codes.GetCode(key, moment));
            Assert.Equal(moment.ToUnixTimeSeconds() / parameters.Period, _codes.Verify(key, theirs, 0, moment));
            Assert.Equal(0, NativeTool.Run("oathtool", [.. common, _codes.GetCode(key, moment)]).ExitCode);
        }
    }

    [NativeFact("oathtool")]
    public void Codes_by_a_counter_are_those_of_oathtool_and_each_finds_the_others_ahead()
    {
        for (int round = 0; round < Rounds; round++)
        {
            OtpParameters parameters = RandomParameters(OtpType.Hotp) with { Algorithm = OtpAlgorithm.Sha1 };
            long counter = RandomNumberGenerator.GetInt32(int.MaxValue);
            using OtpKey key = RandomKey(parameters, counter);
            string[] common = ["--hotp", $"--digits={parameters.Digits}", $"--counter={counter}", "--window=4", "--base32", key.RevealSecret()];

            string[] theirs = NativeTool.Run("oathtool", common).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(5, theirs.Length);
            Assert.Equal(theirs[0], _codes.GetCode(key));
            for (int ahead = 0; ahead < theirs.Length; ahead++) Assert.Equal(counter + ahead, _codes.Verify(key, theirs[ahead], window: 4));
            using OtpKey later = new(SecretBuffer.CopyOf(key.Secret.Span), parameters, counter: counter + 3);
            ToolResult found = NativeTool.Run("oathtool", [.. common, _codes.GetCode(later)]).Succeeded();
            Assert.Equal("3", found.Output.Trim());
        }
    }

    private static OtpParameters RandomParameters(OtpType type) => new()
    {
        Type = type,
        Algorithm = (OtpAlgorithm)RandomNumberGenerator.GetInt32(3),
        Digits = RandomNumberGenerator.GetInt32(6, 9),
        Period = type == OtpType.Totp ? RandomNumberGenerator.GetInt32(1, 3601) : 30,
    };

    private static OtpKey RandomKey(OtpParameters parameters, long counter) =>
        new(SecretBuffer.Random(RandomNumberGenerator.GetInt32(1, OtpKey.MaximumSecretSize + 1)), parameters, counter: counter);
}
