using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.TwoFactor;

public sealed class OtpKeyTests
{
    private const string Sample = "otpauth://totp/Example:alice@google.com?secret=JBSWY3DPEHPK3PXP&issuer=Example";

    [Fact]
    public void The_sample_of_the_format_is_read_and_written_as_it_stands()
    {
        using OtpKey key = OtpKey.FromUri(Sample);
        Assert.Equal(("Example", "alice@google.com", OtpParameters.Default, 0L), (key.Issuer, key.Account, key.Parameters, key.Counter));
        Assert.Equal("Hello!\u00de\u00ad\u00be\u00ef", Encoding.Latin1.GetString(key.Secret.Span));
        Assert.Equal(Sample.Replace("@", "%40", StringComparison.Ordinal), key.RevealUri());
    }

    [Theory]
    [InlineData("otpauth://totp/ACME%20Co:john.doe@email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30", "ACME Co", "john.doe@email.com")]
    [InlineData("otpauth://totp/ACME%20Co%3Ajohn?secret=MZXW6YTB&issuer=ACME%20Co", "ACME Co", "john")]
    [InlineData("otpauth://totp/ACME:%20%20john?secret=MZXW6YTB", "ACME", "john")]
    [InlineData("otpauth://totp/john?issuer=ACME&secret=MZXW6YTB", "ACME", "john")]
    [InlineData("otpauth://totp/ACME:john?secret=MZXW6YTB&issuer=", "ACME", "john")]
    [InlineData("OTPAUTH://TOTP/john?SECRET=mzxw6ytb&image=https%3A%2F%2Fexample.com%2Fa.png", "", "john")]
    [InlineData("otpauth://totp/%E6%97%A5%E6%9C%AC:j%C3%BCrgen?secret=MZXW6%3D%3D%3D", "日本", "jürgen")]
    [InlineData("otpauth://totp/a+b?secret=MZXW6YTB&period=60&digits=8&algorithm=sha512", "", "a+b")]
    public void What_apps_write_is_read(string uri, string issuer, string account)
    {
        using OtpKey key = OtpKey.FromUri(uri);
        Assert.Equal((issuer, account), (key.Issuer, key.Account));
        using OtpKey again = OtpKey.FromUri(key.RevealUri());
        Assert.Equal((key.Issuer, key.Account, key.Parameters, key.RevealSecret()), (again.Issuer, again.Account, again.Parameters, again.RevealSecret()));
    }

    [Fact]
    public void Every_parameter_comes_back()
    {
        foreach (OtpType type in Enum.GetValues<OtpType>())
        {
            foreach (OtpAlgorithm algorithm in Enum.GetValues<OtpAlgorithm>())
            {
                for (int digits = 6; digits <= 8; digits++)
                {
                    OtpParameters parameters = new() { Type = type, Algorithm = algorithm, Digits = digits, Period = type == OtpType.Totp ? 7 * digits : 30 };
                    using OtpKey made = OtpKey.Generate("Ä & Co/?#%", "a b=c&d", parameters);
                    using OtpKey counted = new(SecretBuffer.CopyOf(made.Secret.Span), parameters, made.Issuer, made.Account, type == OtpType.Hotp ? long.MaxValue : 0);
                    using OtpKey read = OtpKey.FromUri(counted.RevealUri());
                    Assert.Equal((counted.Issuer, counted.Account, counted.Parameters, counted.Counter), (read.Issuer, read.Account, read.Parameters, read.Counter));
                    Assert.Equal(counted.Secret.Span.ToArray(), read.Secret.Span.ToArray());
                    Assert.Equal(algorithm switch { OtpAlgorithm.Sha256 => 32, OtpAlgorithm.Sha512 => 64, _ => 20 }, made.Secret.Length);
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("otpauth:")]
    [InlineData("otpauth://")]
    [InlineData("otpauth://totp")]
    [InlineData("otpauth://totp/")]
    [InlineData("otpauth://totp/?secret=MZXW6YTB")]
    [InlineData("otpauth://totp?secret=MZXW6YTB/a")]
    [InlineData("otpauth://totp/a")]
    [InlineData("otpauth://totp/a?")]
    [InlineData("otpauth://totp/a?secret")]
    [InlineData("otpauth://totp/a?secret=")]
    [InlineData("otpauth://totp/a?secret=MZXW1YTB")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB&secret=MZXW6YTB")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB&SECRET=MZXW6YTB")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB&")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB&=x")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB#x")]
    [InlineData("otpauth://totp/A:b?secret=MZXW6YTB&issuer=B")]
    [InlineData("otpauth://totp/A:b?secret=MZXW6YTB&issuer=a")]
    [InlineData("otpauth://totp/A:b:c?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/A:b%3Ac?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/:b?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/A:?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/a%00b?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/a%0Ab?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/a%?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/a%4?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/a%G1?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/a%+1?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/a%FF?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/a%C0%80?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/jürgen?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/a b?secret=MZXW6YTB")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB&digits=5")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB&digits=9")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB&digits=+6")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB&digits=")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB&period=0")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB&period=3601")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB&period=99999999999999999999")]
    [InlineData("otpauth://totp/a?secret=MZXW6YTB&algorithm=MD5")]
    [InlineData("otpauth://hotp/a?secret=MZXW6YTB")]
    [InlineData("otpauth://hotp/a?secret=MZXW6YTB&counter=-1")]
    [InlineData("otpauth://hotp/a?secret=MZXW6YTB&counter=9223372036854775808")]
    [InlineData("otpauth://yaotp/a?secret=MZXW6YTB")]
    [InlineData("https://totp/a?secret=MZXW6YTB")]
    public void What_is_no_such_URI_is_refused(string uri) => Assert.IsType<MalformedDataException>(Record.Exception(() => OtpKey.FromUri(uri)));

    [Fact]
    public void Long_input_is_refused_before_it_is_looked_at()
    {
        Assert.Throws<MalformedDataException>(() => OtpKey.FromUri(Sample + "&x=" + new string('%', 10_000_000)));
        Assert.Throws<MalformedDataException>(() => OtpKey.FromUri("otpauth://totp/a?secret=MZXW6YTB" + string.Concat(Enumerable.Range(0, 100).Select(number => $"&x{number}=1"))));
        Assert.Throws<InvalidInputException>(() => OtpKey.FromBase32(new string('A', 10_000_000)));
        Assert.Throws<MalformedDataException>(() => OtpKey.FromUri("otpauth://totp/a?secret=" + new string('A', 1000)));
    }

    [Fact]
    public void A_changed_URI_is_read_or_refused_but_never_more()
    {
        const string Whole = "otpauth://hotp/ACME%20Co:j%C3%BCrgen?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co&algorithm=SHA256&digits=8&counter=17";
        Random random = new(20260301);
        char[] letters = [.. "%:/?&=#+ 0aZ~\u0000\u00ff\ud800"];
        int read = 0;
        for (int round = 0; round < 50_000; round++)
        {
            StringBuilder text = new(Whole);
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(text.Length);
                switch (random.Next(4))
                {
                    case 0:
                        text[at] = letters[random.Next(letters.Length)];
                        break;
                    case 1:
                        text.Insert(at, letters[random.Next(letters.Length)]);
                        break;
                    case 2:
                        text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                        break;
                    default:
                        text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 20), text.Length - at)));
                        break;
                }

                if (text.Length == 0) text.Append('x');
            }

            try
            {
                using OtpKey key = OtpKey.FromUri(text.ToString());
                using OtpKey again = OtpKey.FromUri(key.RevealUri());
                Assert.Equal((key.Issuer, key.Account, key.Parameters, key.Counter, key.RevealSecret()), (again.Issuer, again.Account, again.Parameters, again.Counter, again.RevealSecret()));
                read++;
            }
            catch (MalformedDataException)
            {
            }
        }

        Assert.InRange(read, 100, 49_900);
    }

    [Fact]
    public void Parts_that_cannot_be_used_are_refused()
    {
        Assert.Equal("OtpParameterInvalid", Assert.Throws<InvalidInputException>(() => OtpKey.Generate("I", "a", new OtpParameters { Digits = 5 })).ErrorId);
        Assert.Equal("OtpParameterInvalid", Assert.Throws<InvalidInputException>(() => OtpKey.Generate("I", "a", new OtpParameters { Digits = 9 })).ErrorId);
        Assert.Equal("OtpParameterInvalid", Assert.Throws<InvalidInputException>(() => OtpKey.Generate("I", "a", new OtpParameters { Period = 0 })).ErrorId);
        Assert.Equal("OtpParameterInvalid", Assert.Throws<InvalidInputException>(() => OtpKey.Generate("I", "a", new OtpParameters { Period = 3601 })).ErrorId);
        Assert.Equal("OtpParameterInvalid", Assert.Throws<InvalidInputException>(() => OtpKey.Generate("I", "a", new OtpParameters { Algorithm = (OtpAlgorithm)7 })).ErrorId);
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => OtpKey.Generate("I:J", "a")).ErrorId);
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => OtpKey.Generate("I", "a\nb")).ErrorId);
        Assert.Equal("OtpSecretSizeInvalid", Assert.Throws<InvalidInputException>(() => OtpKey.FromBase32("")).ErrorId);
        using OtpKey nameless = OtpKey.FromBase32("JBSWY3DPEHPK3PXP");
        Assert.Equal("OtpAccountMissing", Assert.Throws<InvalidInputException>(() => nameless.RevealUri()).ErrorId);
    }

    [Fact]
    public void No_text_of_a_key_shows_its_secret()
    {
        using OtpKey key = OtpKey.FromUri(Sample);
        Assert.DoesNotContain("JBSW", key.ToString(), StringComparison.Ordinal);
        foreach (string bad in new[] { Sample + "&digits=4", Sample + "&secret=x", Sample.Replace("PXP", "PX1", StringComparison.Ordinal) })
        {
            Assert.DoesNotContain("JBSW", Assert.Throws<MalformedDataException>(() => OtpKey.FromUri(bad)).ToString(), StringComparison.Ordinal);
        }
    }
}
