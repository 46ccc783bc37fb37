using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Interop.Tests.Tokens;

public class PythonJwtTests
{
    private const string Python = "/usr/bin/python3";

    /// <summary>One JSON object a line in, one out: signs a payload with a key, or verifies a token.</summary>
    private const string Program = """
        import sys, json, base64, jwt
        for line in sys.stdin:
            ask = json.loads(line)
            key = ask['key'] if 'key' in ask else base64.b64decode(ask['secret'])
            if ask.get('jwk'): key = jwt.PyJWK.from_json(ask['jwk']).key
            try:
                if ask['verb'] == 'sign': print(json.dumps({'token': jwt.encode(ask['payload'], key, algorithm=ask['alg'])}))
                else: print(json.dumps({'claims': jwt.decode(ask['token'], key, algorithms=[ask['alg']], audience='api', issuer='https://issuer'), 'header': jwt.get_unverified_header(ask['token'])}))
            except Exception as error:
                print(json.dumps({'error': type(error).__name__}))
        """;

    [NativeFact(Python)]
    public void Every_algorithm_goes_both_ways_with_python_jwt()
    {
        foreach (JwtAlgorithm algorithm in Enum.GetValues<JwtAlgorithm>())
        {
            (byte[] privateKey, byte[] publicKey) = Pair(algorithm);
            using JwtKey signer = JwtKey.Load(privateKey);
            using JwtKey verifier = JwtKey.Load(publicKey);
            JwtRequest request = new()
            {
                Subject = "ann", Issuer = "https://issuer", Audience = ["api", "web"], Algorithm = algorithm,
                Claims = new JsonObject { ["text"] = "é€😀\"\\\n", ["list"] = new JsonArray(1, 2.5, null, true), ["deep"] = new JsonObject { ["x"] = 9_007_199_254_740_993 } },
            };
            IssuedJwt issued = new JwtIssuer().Issue(signer, request);

            JsonNode ours = Ask(KeyOf(algorithm, publicKey, new JsonObject { ["verb"] = "verify", ["token"] = issued.RevealToken(), ["alg"] = algorithm.ToString() }));
            Assert.Null((string?)ours["error"]);
            Assert.Equal(("ann", "é€😀\"\\\n", issued.Id), ((string)ours["claims"]!["sub"]!, (string)ours["claims"]!["text"]!, (string)ours["claims"]!["jti"]!));
            Assert.Equal(9_007_199_254_740_993, (long)ours["claims"]!["deep"]!["x"]!);
            Assert.Equal((algorithm.ToString(), issued.KeyId), ((string)ours["header"]!["alg"]!, (string?)ours["header"]!["kid"]));

            JsonObject payload = new() { ["sub"] = "bob", ["iss"] = "https://issuer", ["aud"] = "api", ["exp"] = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), ["text"] = "é€😀\"\\\n" };
            JsonNode theirs = Ask(KeyOf(algorithm, privateKey, new JsonObject { ["verb"] = "sign", ["payload"] = payload, ["alg"] = algorithm.ToString() }));
            string token = (string)theirs["token"]!;
            JwtVerification result = new JwtVerifier().Verify(token, verifier, new JwtVerificationOptions { Algorithms = [algorithm], Audiences = ["api"], Issuers = ["https://issuer"] });
            Assert.Equal(JwtReason.Accepted, result.Reason);
            Assert.Equal(("bob", "é€😀\"\\\n"), (result.Subject, result.Claims!.Value.GetProperty("text").GetString()));
            Assert.Equal(JwtReason.BadSignature, new JwtVerifier().Verify(Spoil(token), verifier, new JwtVerificationOptions { Algorithms = [algorithm], AnyAudience = true }).Reason);
        }
    }

    [NativeFact(Python)]
    public void Python_jwt_reads_our_public_JWKs()
    {
        foreach (JwtAlgorithm algorithm in new[] { JwtAlgorithm.RS256, JwtAlgorithm.PS384, JwtAlgorithm.ES256, JwtAlgorithm.ES384, JwtAlgorithm.ES512, JwtAlgorithm.EdDSA })
        {
            using JwtKey key = JwtKey.Generate(algorithm, 2048);
            IssuedJwt issued = new JwtIssuer().Issue(key, new JwtRequest { Issuer = "https://issuer", Audience = ["api"] });
            // Theirs knows no PS names in a key's alg.
            JsonObject jwk = JsonNode.Parse(key.ToPublicJwk())!.AsObject();
            JsonNode answer = Ask(new JsonObject { ["verb"] = "verify", ["token"] = issued.RevealToken(), ["alg"] = algorithm.ToString(), ["key"] = "", ["jwk"] = jwk.ToJsonString() });
            Assert.Equal(issued.Id, (string?)answer["claims"]?["jti"]);
        }
    }

    private static JsonObject KeyOf(JwtAlgorithm algorithm, byte[] key, JsonObject ask)
    {
        if (algorithm.ToString().StartsWith("HS", StringComparison.Ordinal)) ask["secret"] = Convert.ToBase64String(key);
        else ask["key"] = Encoding.UTF8.GetString(key);
        return ask;
    }

    private static (byte[] Private, byte[] Public) Pair(JwtAlgorithm algorithm)
    {
        switch (algorithm)
        {
            case JwtAlgorithm.HS256 or JwtAlgorithm.HS384 or JwtAlgorithm.HS512:
                byte[] secret = RandomNumberGenerator.GetBytes(64);
                return (secret, secret);
            case JwtAlgorithm.ES256 or JwtAlgorithm.ES384 or JwtAlgorithm.ES512:
                using (ECDsa ecdsa = ECDsa.Create(algorithm == JwtAlgorithm.ES256 ? ECCurve.NamedCurves.nistP256 : algorithm == JwtAlgorithm.ES384 ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP521))
                {
                    return (Encoding.UTF8.GetBytes(ecdsa.ExportPkcs8PrivateKeyPem()), Encoding.UTF8.GetBytes(ecdsa.ExportSubjectPublicKeyInfoPem()));
                }

            case JwtAlgorithm.EdDSA:
                string folder = Directory.CreateTempSubdirectory("es-jwt-").FullName;
                try
                {
                    string path = Path.Combine(folder, "key");
                    NativeTool.Run("openssl", ["genpkey", "-algorithm", "ed25519", "-out", path]).Succeeded();
                    string publicPem = NativeTool.Run("openssl", ["pkey", "-in", path, "-pubout"]).Succeeded().Output;
                    return (File.ReadAllBytes(path), Encoding.UTF8.GetBytes(publicPem));
                }
                finally
                {
                    Directory.Delete(folder, recursive: true);
                }

            default:
                using (RSA rsa = RSA.Create(2048)) return (Encoding.UTF8.GetBytes(rsa.ExportRSAPrivateKeyPem()), Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()));
        }
    }

    private static string Spoil(string token)
    {
        int signature = token.LastIndexOf('.') + 3;
        return token[..signature] + (token[signature] == 'A' ? 'B' : 'A') + token[(signature + 1)..];
    }

    private static JsonNode Ask(JsonObject ask)
    {
        ToolResult tool = NativeTool.Run(Python, ["-c", Program], Encoding.UTF8.GetBytes(ask.ToJsonString() + "\n")).Succeeded();
        return JsonNode.Parse(tool.Output)!;
    }
}
