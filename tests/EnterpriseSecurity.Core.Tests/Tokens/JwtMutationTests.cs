using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Core.Tests.Tokens;

public class JwtMutationTests
{
    private static readonly byte[] Telling = TemporaryStore.Utf8("{}[]\":,\\u0d8.eE-+ ");
    private static readonly string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\0é{\"";

    [Theory]
    [InlineData(JwtAlgorithm.HS256)]
    [InlineData(JwtAlgorithm.RS256)]
    [InlineData(JwtAlgorithm.PS256)]
    [InlineData(JwtAlgorithm.ES256)]
    [InlineData(JwtAlgorithm.ES512)]
    [InlineData(JwtAlgorithm.EdDSA)]
    public void No_changed_token_is_accepted(JwtAlgorithm algorithm)
    {
        using JwtKey key = JwtKey.Generate(algorithm, 2048);
        JwtVerifier verifier = new();
        string token = new JwtIssuer().Issue(key, new JwtRequest { Subject = "ann" }).RevealToken();
        Assert.True(verifier.Verify(token, key).IsValid);

        for (int i = 0; i < token.Length; i++)
        {
            Assert.False(verifier.Verify(token.Remove(i, 1), key).IsValid);
            Assert.False(verifier.Verify(token[..i], key).IsValid);
            char other = Characters[(i * 7) % Characters.Length];
            if (other != token[i]) Assert.False(verifier.Verify(token[..i] + other + token[(i + 1)..], key).IsValid);
            Assert.False(verifier.Verify(token.Insert(i, other.ToString()), key).IsValid);
        }
    }

    [Fact]
    public void A_million_mutated_tokens_are_read_or_refused_with_a_typed_error()
    {
        Random random = new(3);
        using JwtKey key = JwtKey.Generate(JwtAlgorithm.ES256);
        string token = new JwtIssuer().Issue(key, new JwtRequest { Subject = "ann", Audience = ["a", "b"], Claims = new JsonObject { ["text"] = "\u00e9\"\\", ["list"] = new JsonArray(1, true, null) } }).RevealToken();
        JsonElement header = UnverifiedJwt.Read(token).Header;
        string[] seeds = [header.GetRawText(), UnverifiedJwt.Read(token).Claims.GetRawText()];
        for (int i = 0; i < 1_000_000; i++)
        {
            // Of the JSON inside, and every fourth time of the token itself.
            byte[] json = Mutate(TemporaryStore.Utf8(seeds[i % 2]), random);
            string other = Base64Url.EncodeToString(json);
            string mutated = i % 4 == 3 ? Encoding.Latin1.GetString(Mutate(TemporaryStore.Utf8(token), random)) : i % 2 == 0 ? $"{other}.e30.AAAA" : $"{TokenForge.Encode(seeds[0])}.{other}.AAAA";
            if (JwtCompact.TryParse(mutated, out string problem) is { } read) JwtClaims.TryRead(read.Payload, out _);
            else Assert.NotEmpty(problem);
        }
    }

    private static byte[] Mutate(byte[] content, Random random)
    {
        for (int change = random.Next(1, 4); change > 0; change--) content[random.Next(content.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : Telling[random.Next(Telling.Length)];
        return random.Next(8) == 0 ? content[..random.Next(content.Length)] : content;
    }

    [Fact]
    public void Mutated_keys_are_read_or_refused_with_a_typed_error()
    {
        Random random = new(7);
        using JwtKey rsa = JwtKey.Generate(JwtAlgorithm.RS256, 2048);
        using JwtKey ec = JwtKey.Generate(JwtAlgorithm.ES384);
        using System.Security.Cryptography.RSA platform = System.Security.Cryptography.RSA.Create(2048);
        string[] seeds = [rsa.ToPublicJwk(), ec.ToPublicJwk(), """{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T"}""", platform.ExportSubjectPublicKeyInfoPem(), platform.ExportPkcs8PrivateKeyPem()];
        for (int i = 0; i < 5_000; i++)
        {
            byte[] content = TemporaryStore.Utf8(seeds[i % seeds.Length]);
            for (int change = random.Next(1, 4); change > 0; change--) content[random.Next(content.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) content = content[..random.Next(content.Length)];
            try
            {
                using JwtKey key = JwtKey.Load(content);
            }
            catch (SecurityException)
            {
                // The promise: nothing but this family.
            }
        }
    }

    [Fact]
    public void Mutated_key_sets_are_read_or_refused_with_a_typed_error()
    {
        Random random = new(11);
        using JwtKeySet set = new([JwtKey.Generate(JwtAlgorithm.ES256), JwtKey.Generate(JwtAlgorithm.EdDSA)]);
        string seed = set.ToJson();
        for (int i = 0; i < 3_000; i++)
        {
            char[] text = seed.ToCharArray();
            for (int change = random.Next(1, 4); change > 0; change--) text[random.Next(text.Length)] = (char)random.Next(1, 256);
            try
            {
                using JwtKeySet read = JwtKeySet.Parse(new string(text));
            }
            catch (SecurityException)
            {
                // The promise: nothing but this family.
            }
        }
    }
}
