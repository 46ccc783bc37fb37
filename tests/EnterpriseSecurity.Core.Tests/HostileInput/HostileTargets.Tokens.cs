using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Tokens;
using Make = System.Collections.Generic.Dictionary<string, System.Func<EnterpriseSecurity.Core.Tests.HostileInput.HostileTargets, EnterpriseSecurity.Core.Tests.HostileInput.HostileTarget>>;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <content>Tokens, their keys, and signed requests.</content>
internal sealed partial class HostileTargets
{
    private static Make Tokens() => new()
    {
        ["jwt"] = _ => Jwt(),
        ["jwt-content"] = _ => JwtContent(),
        ["jwks"] = _ => HostileTarget.OfText([KeySet()], text => JwtKeySet.Parse(text), "\"kty\":\"oct\"", "\"k\":\"AA\"", "\"alg\":\"none\"", "\"crv\":\"P-521\"", "\"use\":\"enc\"") with { Shape = Shapes.Json },
        ["jwk"] = _ => new HostileTarget([.. JsonNode.Parse(KeySet())!["keys"]!.AsArray().Select(key => TemporaryStore.Utf8(key!.ToJsonString()))], content => JwtKey.FromJwk(content).Dispose())
        {
            Shape = Shapes.Json, Tokens = HostileTarget.Words("\"oct\"", "\"AA\"", "\"P-521\"", "\"d\":\"AQAB\"", "\"AQAB\""),
        },
        ["jwt-key"] = _ => new HostileTarget([TemporaryStore.Utf8(JwtPem()), new byte[32]], content => JwtKey.Load(content).Dispose()) { Pieces = [Shapes.Pem(JwtPem(), Shapes.Der)] },
        ["refresh-token"] = all => HostileTarget.OfText([RefreshToken.Create(all._store.Manager.Store.Keys).Text], text => RefreshToken.Parse(all._store.Manager.Store.Keys, text), "esr_", ".") with { Shape = content => Shapes.Text(Text(content), ".") },
        ["fernet"] = _ => FernetToken(),
        ["signed-request"] = _ => SignedHeaders(),
    };

    private static HostileTarget Jwt()
    {
        JwtKey key = JwtKey.Generate(JwtAlgorithm.ES256);
        string token = new JwtIssuer().Issue(key, new JwtRequest { Subject = "ann", Audience = ["a", "b"], Claims = new JsonObject { ["list"] = new JsonArray(1, true, null) } }).RevealToken();
        string[] parts = token.Split('.');
        return HostileTarget.OfText(
            [token],
            text =>
            {
                // Only what is the token itself may hold.
                if (new JwtVerifier().Verify(text, key).IsValid) Assert.Equal(token, text);
                TryReadUnverified(text);
            },
            "eyJhbGciOiJub25lIn0.", ".", "e30") with
        {
            Pieces = [new Piece([Shapes.Url64(parts[0], Shapes.Json), Shapes.Url64(parts[1], Shapes.Json), Shapes.Url64(parts[2], bytes => new Piece(bytes))], separator: ".")],
        };
    }

    // Signed after it was changed, so that what is in it reaches what reads claims.
    private static HostileTarget JwtContent()
    {
        byte[] secret = new byte[32];
        JwtKey key = JwtKey.FromSecret(secret);
        JwtVerificationOptions options = new() { Algorithms = [JwtAlgorithm.HS256], AnyAudience = true };
        string token = new JwtIssuer().Issue(key, new JwtRequest { Algorithm = JwtAlgorithm.HS256, Subject = "ann", Audience = ["a", "b"], Claims = new JsonObject { ["list"] = new JsonArray(1, true, null), ["scope"] = "a b" } }).RevealToken();
        string[] content = [.. token.Split('.')[..2].Select(part => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)))];
        return HostileTarget.OfText(
            [string.Join('\n', content)],
            text =>
            {
                string[] lines = text.Split('\n', 2);
                string signed = $"{Base64Url.EncodeToString(TemporaryStore.Utf8(lines[0]))}.{Base64Url.EncodeToString(TemporaryStore.Utf8(lines[^1]))}";
                string whole = $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, TemporaryStore.Utf8(signed)))}";
                JwtVerification result = new JwtVerifier().Verify(whole, key, options);
                if (result.IsValid) JwtIntrospection.Of(result).ToJson();
                TryReadUnverified(whole);
            },
            "\"none\"", "\"HS512\"", "\"crit\":[\"b64\"]", "\"b64\":false", "\"zip\":\"DEF\"", "\"exp\":1e300", "\"exp\":-1", "\"nbf\":null", "\"aud\":{}") with
        {
            Pieces = [new Piece([Shapes.Json(TemporaryStore.Utf8(content[0])), Shapes.Json(TemporaryStore.Utf8(content[1]))], separator: "\n")],
        };
    }

    private static void TryReadUnverified(string text)
    {
        try
        {
            UnverifiedJwt.Read(text);
        }
        catch (SecurityException)
        {
            // No token at all.
        }
    }

    private static string KeySet()
    {
        using JwtKey rsa = JwtKey.Generate(JwtAlgorithm.RS256, 2048);
        using JwtKey ec = JwtKey.Generate(JwtAlgorithm.ES384);
        using JwtKey ed = JwtKey.Generate(JwtAlgorithm.EdDSA);
        return new JwtKeySet([rsa, ec, ed]).ToJson();
    }

    private static string JwtPem()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static HostileTarget FernetToken()
    {
        byte[] key = new byte[Fernet.KeySize];
        byte[] token = Fernet.Encrypt(key, "a message"u8);
        return new HostileTarget([token], content =>
        {
            using SecretBuffer? text = Fernet.TryDecrypt(key, content);
            if (text is not null) Assert.Equal("a message", Encoding.UTF8.GetString(text.Span));
        })
        {
            Shape = content => Shapes.Url64(Encoding.ASCII.GetString(content).TrimEnd('='), bytes => new Piece([new Piece(bytes[..1]), new Piece(bytes[1..9]), new Piece(bytes[9..25]), new Piece(bytes[25..^32]), new Piece(bytes[^32..])])),
        };
    }

    private static HostileTarget SignedHeaders()
    {
        using RequestSigningKey key = RequestSigningKey.FromSecret(new byte[32], "k");
        SignedRequest request = new() { Method = "GET", Uri = new Uri("https://example.com/a?b=c") };
        KeyValuePair<string, string>[] headers = [.. new RequestSigner().Sign(request, key)];
        return HostileTarget.OfText([string.Join('\n', headers.Select(header => $"{header.Key}: {header.Value}"))], text =>
        {
            using RequestSigningKey again = RequestSigningKey.FromSecret(new byte[32], "k");
            Dictionary<string, string> read = [];
            foreach (string line in text.Split('\n'))
            {
                int colon = line.IndexOf(": ", StringComparison.Ordinal);
                if (colon > 0) read[line[..colon]] = line[(colon + 2)..];
            }

            bool isSame = headers.All(header => read.GetValueOrDefault(header.Key) == header.Value);
            if (new RequestVerifier().Verify(request with { Headers = read }, again).IsValid) Assert.True(isSame || read.Keys.Any(sent => headers.Any(header => string.Equals(header.Key, sent, StringComparison.OrdinalIgnoreCase))));
        }) with { Shape = content => Shapes.Text(Text(content), "\n:, ;=") };
    }
}
