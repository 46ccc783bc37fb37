using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Core.Tests.Tokens;

/// <summary>What attackers send, each refused with its own reason.</summary>
public sealed class HostileTokenTests : IDisposable
{
    private const string Body = """{"sub":"ann","exp":1772370000}""";

    private readonly ManualClock _clock = new();
    private readonly JwtKey _secret = JwtKey.Generate(JwtAlgorithm.HS256);
    private readonly JwtKey _rsa = JwtKey.Generate(JwtAlgorithm.RS256, 2048);
    private readonly JwtKey _ec = JwtKey.Generate(JwtAlgorithm.ES256);
    private readonly JwtVerificationOptions _exact = new() { ClockSkew = TimeSpan.Zero };

    public void Dispose()
    {
        _secret.Dispose();
        _rsa.Dispose();
        _ec.Dispose();
    }

    [Fact]
    public void A_good_token_is_accepted() => Assert.Equal(JwtReason.Accepted, Judge(Signed("""{"alg":"HS256"}""", Body)));

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("nOnE")]
    [InlineData("hs256")]
    [InlineData("HS256 ")]
    [InlineData("")]
    [InlineData("HS1")]
    [InlineData("RS256")]
    [InlineData("HS512")]
    [InlineData("dir")]
    public void An_algorithm_that_the_key_does_not_have_is_refused(string algorithm)
    {
        string header = $$"""{"alg":"{{algorithm}}"}""";
        Assert.Equal(JwtReason.AlgorithmNotAllowed, Judge(Signed(header, Body)));
        Assert.Equal(JwtReason.Malformed, Judge($"{TokenForge.Encode(header)}.{TokenForge.Encode(Body)}."));
    }

    [Theory]
    [InlineData("""{"alg":"HS256","crit":["exp"]}""")]
    [InlineData("""{"alg":"HS256","crit":[]}""")]
    [InlineData("""{"alg":"HS256","zip":"DEF"}""")]
    [InlineData("""{"alg":"HS256","enc":"A256GCM"}""")]
    [InlineData("""{"alg":"HS256","b64":false}""")]
    [InlineData("""{"alg":"HS256","alg":"HS256"}""")]
    [InlineData("""{"alg":"HS256","\u0061lg":"HS256"}""")]
    [InlineData("""{"alg":["HS256"]}""")]
    [InlineData("""{"alg":null}""")]
    [InlineData("""{"typ":"JWT"}""")]
    [InlineData("""{"alg":"HS256","kid":7}""")]
    [InlineData("""{"alg":"HS256","kid":""}""")]
    [InlineData("""{"alg":"HS256","typ":{}}""")]
    [InlineData("""{"alg":"HS256","x":"\ud800"}""")]
    [InlineData("""{"alg":"HS256"} {}""")]
    [InlineData("""{"alg":"HS256",}""")]
    [InlineData("""{"alg":"HS256"/**/}""")]
    [InlineData("""[{"alg":"HS256"}]""")]
    [InlineData(""" """)]
    [InlineData("""{"alg":"HS256","a":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}""")]
    public void A_header_that_is_not_strict_is_malformed(string header) => Assert.Equal(JwtReason.Malformed, Judge(Signed(header, Body)));

    [Theory]
    [InlineData("""{"sub":"ann","exp":1772370000,"sub":"bob"}""")]
    [InlineData("""{"sub":"ann","exp":1772370000,"exp":9999999999}""")]
    [InlineData("""{"exp":1772370000,"a":{"b":1,"b":2}}""")]
    [InlineData("""{"sub":7,"exp":1772370000}""")]
    [InlineData("""{"exp":"1772370000"}""")]
    [InlineData("""{"exp":1e999}""")]
    [InlineData("""{"exp":-1}""")]
    [InlineData("""{"exp":1772370000,"nbf":true}""")]
    [InlineData("""{"exp":1772370000,"aud":7}""")]
    [InlineData("""{"exp":1772370000,"aud":["a",7]}""")]
    [InlineData("""{"exp":1772370000,"aud":{"a":"b"}}""")]
    [InlineData("""{"exp":1772370000,"jti":1}""")]
    [InlineData("""["exp"]""")]
    [InlineData("\"text\"")]
    public void A_payload_that_is_not_strict_is_malformed(string payload) => Assert.Equal(JwtReason.Malformed, Judge(Signed("""{"alg":"HS256"}""", payload)));

    [Fact]
    public void Invalid_UTF_8_is_malformed()
    {
        byte[] payload = [.. "{\"sub\":\""u8, 0xC3, 0x28, .. "\",\"exp\":1772370000}"u8];
        string input = $"{TokenForge.Encode("""{"alg":"HS256"}""")}.{System.Buffers.Text.Base64Url.EncodeToString(payload)}";
        Assert.Equal(JwtReason.Malformed, Judge($"{input}.{System.Buffers.Text.Base64Url.EncodeToString(TokenForge.Signature(_secret, input))}"));
    }

    [Fact]
    public void A_token_in_any_other_form_is_malformed()
    {
        string good = Signed("""{"alg":"HS256"}""", Body);
        string[] parts = good.Split('.');
        string[] bad =
        [
            "", ".", "..", "...", "a", "a.b", $" {good}", $"{good} ", $"{good}\n", $"\t{good}", good.Replace(".", ". ", StringComparison.Ordinal), $"{good}=", $"{parts[0]}=.{parts[1]}.{parts[2]}",
            $"{good}.", $".{good}", $"{parts[0]}.{parts[1]}", $"{parts[0]}.{parts[1]}.", $"{parts[0]}..{parts[2]}", $".{parts[1]}.{parts[2]}", $"{good}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.{parts[2]}.AAAA.AAAA", good.Replace('-', '+').Replace('_', '/') + "+", $"{good}\0", $"{parts[0]}.{parts[1]}.{parts[2]}é", $"{parts[0]}.{parts[1]}.A",
            new string('a', 17_000), $"{parts[0]}.{new string('A', 17_000)}.{parts[2]}", new string('.', 2_000_000),
        ];
        foreach (string token in bad) Assert.Equal(JwtReason.Malformed, Judge(token));
    }

    [Fact]
    public void Bits_after_the_end_of_a_part_make_it_malformed_not_another_spelling_of_the_same()
    {
        string good = Signed("""{"alg":"HS256"}""", Body);
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        // 32 bytes leave two bits over in the last character.
        int last = Alphabet.IndexOf(good[^1], StringComparison.Ordinal);
        for (int bits = 1; bits < 4; bits++) Assert.Equal(JwtReason.Malformed, Judge(good[..^1] + Alphabet[last ^ bits]));
    }

    [Fact]
    public void A_public_key_is_no_secret_in_any_encoding()
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=x", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        byte[][] confusing =
        [
            rsa.ExportSubjectPublicKeyInfo(), rsa.ExportRSAPublicKey(), rsa.ExportRSAPrivateKey(), rsa.ExportPkcs8PrivateKey(), ecdsa.ExportSubjectPublicKeyInfo(), ecdsa.ExportECPrivateKey(), certificate.RawData,
            Bytes(rsa.ExportSubjectPublicKeyInfoPem()), Bytes(rsa.ExportRSAPublicKeyPem()), Bytes(ecdsa.ExportSubjectPublicKeyInfoPem()), Bytes(certificate.ExportCertificatePem()),
            Bytes("\n\n  " + rsa.ExportSubjectPublicKeyInfoPem()), Bytes("comment\n" + certificate.ExportCertificatePem()), Bytes("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnAS"),
            Bytes(_ec.ToPublicJwk()), Bytes(_rsa.ToPublicJwk()),
        ];
        foreach (byte[] content in confusing) Assert.Equal("JwtSecretIsKey", Assert.Throws<InvalidInputException>(() => JwtKey.FromSecret(content)).ErrorId);
    }

    [Fact]
    public void A_token_signed_with_the_public_key_as_a_secret_is_refused()
    {
        using RSA rsa = RSA.Create(2048);
        string pem = rsa.ExportSubjectPublicKeyInfoPem();
        using JwtKey verifier = JwtKey.Load(Bytes(pem));
        string input = $"{TokenForge.Encode("""{"alg":"HS256"}""")}.{TokenForge.Encode(Body)}";
        foreach (byte[] secret in new[] { Bytes(pem), Bytes(pem + "\n"), rsa.ExportSubjectPublicKeyInfo(), rsa.ExportRSAPublicKey() })
        {
            string token = $"{input}.{System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(secret, Bytes(input)))}";
            Assert.Equal(JwtReason.AlgorithmNotAllowed, Judge(token, verifier));
            Assert.Equal(JwtReason.AlgorithmNotAllowed, Judge(token, verifier, _exact with { Algorithms = Enum.GetValues<JwtAlgorithm>() }));
        }
    }

    [Fact]
    public void A_key_id_finds_its_key_and_no_other()
    {
        using JwtKey other = JwtKey.Generate(JwtAlgorithm.RS256, 2048);
        JwtKey[] keys = [_rsa.With(_rsa.KeyId, null), other.With(other.KeyId, null), _ec.With(_ec.KeyId, null)];
        JwtVerifier verifier = new(_clock);

        Assert.Equal(JwtReason.Accepted, verifier.Verify(TokenForge.Sign(_rsa, Header("RS256", _rsa.KeyId), Body), keys, _exact).Reason);
        Assert.Equal(JwtReason.Accepted, verifier.Verify(TokenForge.Sign(_rsa, Header("RS256", null), Body), keys, _exact).Reason);
        Assert.Equal(JwtReason.BadSignature, verifier.Verify(TokenForge.Sign(_rsa, Header("RS256", other.KeyId), Body), keys, _exact).Reason);
        Assert.Equal(JwtReason.AlgorithmNotAllowed, verifier.Verify(TokenForge.Sign(_rsa, Header("RS256", _ec.KeyId), Body), keys, _exact).Reason);
        Assert.Equal(JwtReason.UnknownKey, verifier.Verify(TokenForge.Sign(_rsa, Header("RS256", "../../etc/passwd"), Body), keys, _exact).Reason);
        Assert.Equal(JwtReason.UnknownKey, verifier.Verify(TokenForge.Sign(_rsa, Header("RS256", null), Body), [], _exact).Reason);
    }

    [Fact]
    public void Keys_that_a_token_brings_along_are_not_used()
    {
        using JwtKey attacker = JwtKey.Generate(JwtAlgorithm.RS256, 2048);
        string header = $$"""{"alg":"RS256","jwk":{{attacker.ToPublicJwk()}},"jku":"https://example.com/keys","x5u":"https://example.com/cert"}""";
        Assert.Equal(JwtReason.BadSignature, Judge(TokenForge.Sign(attacker, header, Body), _rsa));
    }

    [Fact]
    public void Signatures_of_nothing_are_refused()
    {
        string input = $"{TokenForge.Encode("""{"alg":"ES256"}""")}.{TokenForge.Encode(Body)}";
        byte[] good = TokenForge.Signature(_ec, input);
        byte[][] bad =
        [
            new byte[64], [.. new byte[32], .. good[32..]], [.. good[..32], .. new byte[32]], good[..63], good[..32], [.. good, 0], [0, .. good], [1], Enumerable.Repeat((byte)0xFF, 64).ToArray(), new byte[128],
        ];
        foreach (byte[] signature in bad) Assert.Equal(JwtReason.BadSignature, Judge($"{input}.{System.Buffers.Text.Base64Url.EncodeToString(signature)}", _ec));
        Assert.Equal(JwtReason.Accepted, Judge($"{input}.{System.Buffers.Text.Base64Url.EncodeToString(good)}", _ec));
    }

    [Fact]
    public void Time_is_checked_to_the_second_and_the_skew_is_bounded()
    {
        long now = _clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(JwtReason.Accepted, Judge(Signed("""{"alg":"HS256"}""", $$"""{"exp":{{now + 1}}}""")));
        Assert.Equal(JwtReason.Expired, Judge(Signed("""{"alg":"HS256"}""", $$"""{"exp":{{now}}}""")));
        Assert.Equal(JwtReason.Expired, Judge(Signed("""{"alg":"HS256"}""", $$"""{"exp":{{now - 1}}}""")));
        Assert.Equal(JwtReason.NotYetValid, Judge(Signed("""{"alg":"HS256"}""", $$"""{"exp":{{now + 9}},"nbf":{{now + 1}}}""")));
        Assert.Equal(JwtReason.NotYetValid, Judge(Signed("""{"alg":"HS256"}""", $$"""{"exp":{{now + 9}},"iat":{{now + 1}}}""")));
        Assert.Equal(JwtReason.MissingClaim, Judge(Signed("""{"alg":"HS256"}""", """{"sub":"ann"}""")));
        Assert.Equal(JwtReason.Accepted, Judge(Signed("""{"alg":"HS256"}""", $$"""{"exp":{{now - 59}}}"""), _secret, new JwtVerificationOptions()));
        Assert.Equal(JwtReason.Expired, Judge(Signed("""{"alg":"HS256"}""", $$"""{"exp":{{now - 60}}}"""), _secret, new JwtVerificationOptions()));
        foreach (TimeSpan skew in new[] { TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(301) })
        {
            Assert.Equal("JwtClockSkewInvalid", Assert.Throws<InvalidInputException>(() => Judge("x", _secret, new JwtVerificationOptions { ClockSkew = skew })).ErrorId);
        }
    }

    [Theory]
    [InlineData("""{"alg":"HS256","typ":"JWT"}""", JwtReason.WrongType)]
    [InlineData("""{"alg":"HS256"}""", JwtReason.WrongType)]
    [InlineData("""{"alg":"HS256","typ":"AT+JWT"}""", JwtReason.Accepted)]
    [InlineData("""{"alg":"HS256","typ":"application/at+jwt"}""", JwtReason.Accepted)]
    public void The_type_is_checked_when_one_is_asked_for(string header, JwtReason expected) =>
        Assert.Equal(expected, Judge(Signed(header, Body), _secret, _exact with { TokenType = "at+jwt" }));

    [Theory]
    [InlineData("""{"exp":1772370000}""", null, "api", JwtReason.WrongAudience)]
    [InlineData("""{"exp":1772370000,"aud":"api"}""", null, null, JwtReason.WrongAudience)]
    [InlineData("""{"exp":1772370000,"aud":"API"}""", null, "api", JwtReason.WrongAudience)]
    [InlineData("""{"exp":1772370000,"aud":["web","api"]}""", null, "api", JwtReason.Accepted)]
    [InlineData("""{"exp":1772370000,"iss":"https://b"}""", "https://a", null, JwtReason.WrongIssuer)]
    [InlineData("""{"exp":1772370000}""", "https://a", null, JwtReason.WrongIssuer)]
    [InlineData("""{"exp":1772370000,"iss":"https://a"}""", "https://a", null, JwtReason.Accepted)]
    public void Issuer_and_audience_are_compared_exactly(string payload, string? issuer, string? audience, JwtReason expected)
    {
        JwtVerificationOptions options = _exact with { Issuers = issuer is null ? [] : [issuer], Audiences = audience is null ? [] : [audience] };
        Assert.Equal(expected, Judge(Signed("""{"alg":"HS256"}""", payload), _secret, options));
    }

    [Fact]
    public void A_required_claim_must_be_there_and_not_null()
    {
        JwtVerificationOptions options = _exact with { RequiredClaims = ["role"] };
        Assert.Equal(JwtReason.MissingClaim, Judge(Signed("""{"alg":"HS256"}""", Body), _secret, options));
        Assert.Equal(JwtReason.MissingClaim, Judge(Signed("""{"alg":"HS256"}""", """{"exp":1772370000,"role":null}"""), _secret, options));
        Assert.Equal(JwtReason.Accepted, Judge(Signed("""{"alg":"HS256"}""", """{"exp":1772370000,"role":""}"""), _secret, options));
    }

    [Fact]
    public void Nothing_of_a_refused_token_comes_out()
    {
        JwtVerification result = new JwtVerifier(_clock).Verify(Signed("""{"alg":"HS256"}""", """{"sub":"ann","exp":1}"""), _secret);
        Assert.Equal(JwtReason.Expired, result.Reason);
        Assert.Null(result.Claims);
        Assert.Null(result.Subject);
        Assert.Equal("""{"active":false}""", JwtIntrospection.Of(result).ToJson());
    }

    private static string Header(string algorithm, string? keyId) => keyId is null ? $$"""{"alg":"{{algorithm}}"}""" : $$"""{"alg":"{{algorithm}}","kid":"{{keyId}}"}""";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private string Signed(string header, string payload) => TokenForge.Sign(_secret, header, payload);

    private JwtReason Judge(string token, JwtKey? key = null, JwtVerificationOptions? options = null) => new JwtVerifier(_clock).Verify(token, key ?? _secret, options ?? _exact).Reason;
}
