using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>Tokens with five claims, signed and verified, beside what the platform's bare signature takes.</summary>
public class JwtBenchmarks
{
    private readonly JwtIssuer _issuer = new();
    private readonly JwtVerifier _verifier = new();
    private readonly JwtRequest _request = new() { Subject = "ann", Issuer = "https://issuer.example", ExpiresIn = TimeSpan.FromDays(1) };
    private JwtKey _key = null!;
    private string _token = "";
    private byte[] _input = [];
    private byte[] _signature = [];

    [Params(JwtAlgorithm.HS256, JwtAlgorithm.RS256, JwtAlgorithm.ES256)]
    public JwtAlgorithm Algorithm { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _key = JwtKey.Generate(Algorithm, 2048);
        _token = Sign();
        int end = _token.LastIndexOf('.');
        _input = Encoding.ASCII.GetBytes(_token[..end]);
        _signature = System.Buffers.Text.Base64Url.DecodeFromChars(_token.AsSpan(end + 1));
        if (!Verify() || !BareVerify()) throw new CryptographicException("A good token was refused.");
    }

    [Benchmark]
    public string Sign() => _issuer.Issue(_key, _request).RevealToken();

    [Benchmark]
    public bool Verify() => _verifier.Verify(_token, _key).IsValid;

    [Benchmark]
    public int BareSign() => _key.Sign(Algorithm, _input, _signature.ToArray());

    [Benchmark]
    public bool BareVerify() => _key.Verify(Algorithm, _input, _signature);
}
