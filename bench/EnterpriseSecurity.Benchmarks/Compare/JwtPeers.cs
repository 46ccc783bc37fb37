using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Benchmarks.Compare;

/// <summary>Tokens beside python3-jwt, with the same keys, tokens and claims, and beside the platform's bare signatures.</summary>
internal static class JwtPeers
{
    public static void Run()
    {
        string secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        Compare(JwtAlgorithm.HS256, secret, secret, count: 20_000, bar: "at most 0.5");
        using (RSA rsa = RSA.Create(2048)) Compare(JwtAlgorithm.RS256, rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportSubjectPublicKeyInfoPem(), count: 1_000, bar: "at most 0.833");
        using (ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256)) Compare(JwtAlgorithm.ES256, ecdsa.ExportPkcs8PrivateKeyPem(), ecdsa.ExportSubjectPublicKeyInfoPem(), count: 2_000, bar: "none");
    }

    private static void Compare(JwtAlgorithm algorithm, string privateKey, string publicKey, int count, string bar)
    {
        using JwtKey signer = JwtKey.Load(Encoding.UTF8.GetBytes(privateKey));
        using JwtKey verifier = JwtKey.Load(Encoding.UTF8.GetBytes(publicKey));
        JwtIssuer issuer = new();
        JwtVerifier checker = new();
        JwtRequest request = new() { Subject = "ann", Issuer = "https://issuer.example", ExpiresIn = TimeSpan.FromDays(1), Algorithm = algorithm };
        string token = issuer.Issue(signer, request).RevealToken();
        JsonNode payload = JsonNode.Parse(UnverifiedJwt.Read(token).Claims.GetRawText())!;
        using PythonJwt python = new(algorithm.ToString(), privateKey, publicKey, token, payload);
        Alternation.Run($"{algorithm}, {count} tokens signed, against python3-jwt (bar: none)", pairs: 15, ours: () => Repeat(count, () => issuer.Issue(signer, request)), theirs: () => python.Sign(count));
        Alternation.Run($"{algorithm}, {count} tokens verified, against python3-jwt (bar: {bar})", pairs: 15, ours: () => Repeat(count, () => Check(checker, token, verifier)), theirs: () => python.Verify(count));

        int end = token.LastIndexOf('.');
        byte[] input = Encoding.ASCII.GetBytes(token[..end]);
        byte[] signature = System.Buffers.Text.Base64Url.DecodeFromChars(token.AsSpan(end + 1));
        Alternation.Run($"{algorithm}, {count} tokens verified, against the bare signature's check (bar: none)", pairs: 15, ours: () => Repeat(count, () => Check(checker, token, verifier)), theirs: () => Repeat(count, () => verifier.Verify(algorithm, input, signature)));
    }

    private static void Check(JwtVerifier verifier, string token, JwtKey key)
    {
        if (!verifier.Verify(token, key).IsValid) throw new InvalidOperationException("A good token was refused.");
    }

    private static double Repeat(int count, Action action) => Alternation.Time(() =>
    {
        for (int i = 0; i < count; i++) action();
    });
}
