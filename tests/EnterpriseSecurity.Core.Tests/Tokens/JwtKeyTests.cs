using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Core.Tests.Tokens;

public class JwtKeyTests
{
    [Theory]
    [InlineData(JwtAlgorithm.HS256, 31, false)]
    [InlineData(JwtAlgorithm.HS256, 32, true)]
    [InlineData(JwtAlgorithm.HS384, 47, false)]
    [InlineData(JwtAlgorithm.HS384, 48, true)]
    [InlineData(JwtAlgorithm.HS512, 63, false)]
    [InlineData(JwtAlgorithm.HS512, 64, true)]
    public void A_secret_is_at_least_as_long_as_the_hash(JwtAlgorithm algorithm, int size, bool isEnough)
    {
        byte[] secret = Enumerable.Repeat((byte)0xAB, size).ToArray();
        void Sign()
        {
            using JwtKey key = JwtKey.FromSecret(secret);
            new JwtIssuer().Issue(key, new JwtRequest { Algorithm = algorithm });
        }

        if (isEnough) Sign();
        else Assert.Equal("JwtSecretTooShort", Assert.Throws<InvalidInputException>(Sign).ErrorId);
    }

    [Fact]
    public void Small_RSA_keys_and_other_curves_are_refused()
    {
        using RSA small = RSA.Create(1024);
        using ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);
        Assert.Equal("JwtRsaSizeInvalid", Refusal(small.ExportSubjectPublicKeyInfoPem()));
        Assert.Equal("JwtRsaSizeInvalid", Refusal(small.ExportRSAPublicKeyPem()));
        Assert.Equal("JwtKeyUnsupported", Refusal(curve.ExportSubjectPublicKeyInfoPem()));
        Assert.Equal("JwtKeyMalformed", Refusal("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"));
        Assert.Equal("JwtKeyUnsupported", Refusal("-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----"));
        Assert.Equal("JwtKeyMalformed", Refusal("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"));
    }

    [Theory]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1"}""", "JwtKeyMalformed")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}""", "JwtKeyMalformed")]
    [InlineData("""{"kty":"EC","crv":"secp256k1","x":"AAAA","y":"AAAA"}""", "JwtKeyUnsupported")]
    [InlineData("""{"kty":"oct","k":"AAAA"}""", "JwtSecretTooShort")]
    [InlineData("""{"kty":"oct"}""", "JwtKeyMalformed")]
    [InlineData("""{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T","use":"enc"}""", "JwtKeyUnsupported")]
    [InlineData("""{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T","key_ops":["encrypt"]}""", "JwtKeyUnsupported")]
    [InlineData("""{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T","alg":"RS256"}""", "JwtAlgorithmNotOfKey")]
    [InlineData("""{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T","alg":"none"}""", "JwtKeyUnsupported")]
    [InlineData("""{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T","k":"x"}""", "JwtKeyMalformed")]
    [InlineData("""{"kty":"none"}""", "JwtKeyUnsupported")]
    [InlineData("""{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""", "JwtKeyUnsupported")]
    public void A_bad_JWK_is_refused(string jwk, string error) => Assert.Equal(error, Refusal(jwk));

    [Theory]
    [InlineData("AQ")]
    [InlineData("AQAA")]
    [InlineData("AQAAAAAAAAAAAQ")]
    public void An_RSA_exponent_that_proves_nothing_or_costs_too_much_is_refused(string exponent)
    {
        using JwtKey key = JwtKey.Generate(JwtAlgorithm.RS256, 2048);
        Assert.Equal("JwtKeyMalformed", Refusal(key.ToPublicJwk().Replace("\"AQAB\"", $"\"{exponent}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Keys_from_PEM_sign_and_their_public_parts_verify()
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        (string Private, string Public)[] pairs =
        [
            (rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportSubjectPublicKeyInfoPem()), (rsa.ExportRSAPrivateKeyPem(), rsa.ExportRSAPublicKeyPem()),
            (ec.ExportPkcs8PrivateKeyPem(), ec.ExportSubjectPublicKeyInfoPem()), (ec.ExportECPrivateKeyPem(), ec.ExportSubjectPublicKeyInfoPem()),
        ];
        foreach ((string privatePem, string publicPem) in pairs)
        {
            using JwtKey signer = JwtKey.Load(Encoding.UTF8.GetBytes(privatePem));
            using JwtKey verifier = JwtKey.Load(Encoding.UTF8.GetBytes(publicPem));
            Assert.True(signer.IsPrivate);
            Assert.False(verifier.IsPrivate);
            Assert.Equal(signer.KeyId, verifier.KeyId);
            Assert.True(new JwtVerifier().Verify(new JwtIssuer().Issue(signer, new JwtRequest()).RevealToken(), verifier).IsValid);
            Assert.Equal("JwtKeyCannotSign", Assert.Throws<InvalidInputException>(() => new JwtIssuer().Issue(verifier, new JwtRequest())).ErrorId);
        }
    }

    [Fact]
    public void Every_algorithm_survives_the_way_through_a_store_and_a_public_JWK()
    {
        foreach (JwtAlgorithm algorithm in Enum.GetValues<JwtAlgorithm>())
        {
            using JwtKey made = JwtKey.Generate(algorithm, 2048);
            using SecretBuffer body = made.ExportPrivate();
            using JwtKey stored = JwtKeyFile.FromStored(algorithm, body.Span).With(made.KeyId, algorithm);
            string token = new JwtIssuer().Issue(stored, new JwtRequest { Subject = "ann" }).RevealToken();
            Assert.True(new JwtVerifier().Verify(token, made).IsValid);
            if (made.KeyType == JwtKeyType.Symmetric)
            {
                Assert.Equal("JwtKeyNotPublic", Assert.Throws<InvalidInputException>(made.ToPublicJwk).ErrorId);
                continue;
            }

            using JwtKey fromJwk = JwtKey.FromJwk(Encoding.UTF8.GetBytes(made.ToPublicJwk()));
            Assert.Equal([algorithm], fromJwk.Algorithms);
            Assert.False(fromJwk.IsPrivate);
            Assert.True(new JwtVerifier().Verify(token, fromJwk).IsValid);
        }
    }

    [Fact]
    public void A_key_set_leaves_out_what_it_does_not_know_and_refuses_secrets()
    {
        using JwtKey key = JwtKey.Generate(JwtAlgorithm.ES256);
        using JwtKeySet set = JwtKeySet.Parse($$"""{"keys":[{"kty":"new"},{{key.ToPublicJwk()}},{"kty":"EC","crv":"secp256k1"},{"kty":"RSA","use":"enc"}]}""");
        Assert.Equal(key.KeyId, Assert.Single(set.Keys).KeyId);
        Assert.Equal("JwtKeyNotPublic", Assert.Throws<InvalidInputException>(() => JwtKeySet.Parse("""{"keys":[{"kty":"oct","k":"AyM1"}]}""")).ErrorId);
        foreach (string bad in new[] { "", "[]", "{}", """{"keys":{}}""", """{"keys":[7]}""", """{"keys":[],"keys":[]}""" }) Assert.Throws<MalformedDataException>(() => JwtKeySet.Parse(bad));
    }

    [Fact]
    public void No_text_shows_a_secret()
    {
        using JwtKey key = JwtKey.FromSecret("0123456789abcdef0123456789abcdef"u8);
        IssuedJwt issued = new JwtIssuer().Issue(key, new JwtRequest { Subject = "ann" });
        Assert.DoesNotContain("0123", key.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(issued.RevealToken(), issued.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_key_is_no_secret_however_it_is_written()
    {
        using RSA rsa = RSA.Create(2048);
        using JwtKey key = JwtKey.FromPem(Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()));
        string pem = rsa.ExportSubjectPublicKeyInfoPem();
        using JwtKey marked = JwtKey.Load([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(key.ToPublicJwk())]);
        Assert.Equal((key.KeyId, false), (marked.KeyId, marked.IsPrivate));

        string base64 = Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo());
        byte[][] written =
        [
            Encoding.Unicode.GetBytes(pem), [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(pem)], Encoding.BigEndianUnicode.GetBytes(pem),
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(key.ToPublicJwk())],
            Encoding.UTF8.GetBytes(base64), Encoding.UTF8.GetBytes(base64 + "\r\n"), Encoding.UTF8.GetBytes(Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo(), Base64FormattingOptions.InsertLineBreaks)),
            Encoding.UTF8.GetBytes(Convert.ToBase64String(rsa.ExportRSAPublicKey())),
        ];
        foreach (byte[] one in written) Assert.Equal("JwtSecretIsKey", Assert.Throws<InvalidInputException>(() => JwtKey.Load(one)).ErrorId);
        for (int i = 0; i < 2000; i++) JwtKey.Load(Encoding.UTF8.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)))).Dispose();
    }

    [Fact]
    public void A_key_on_a_curve_that_nobody_knows_is_refused_as_one()
    {
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] der = ec.ExportSubjectPublicKeyInfo();
        der[der.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]) + 7] = 0x63;
        Assert.Equal("JwtKeyUnsupported", Refusal(PemEncoding.WriteString("PUBLIC KEY", der)));
    }

    private static string Refusal(string content)
    {
        try
        {
            using JwtKey key = JwtKey.Load(Encoding.UTF8.GetBytes(content));
            return "accepted";
        }
        catch (SecurityException error)
        {
            return error.ErrorId;
        }
    }
}
