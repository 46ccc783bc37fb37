using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>Sealing and opening 1 KiB, a new cipher object each time, as records need it.</summary>
public class AeadBenchmarks
{
    private static readonly AeadAlgorithm[] Known = [Aes256Gcm.Instance, ChaCha20Poly1305Aead.Instance, Aes256CbcHmac.Instance];

    private readonly byte[] _plaintext = RandomNumberGenerator.GetBytes(1024);
    private readonly byte[] _associatedData = RandomNumberGenerator.GetBytes(48);
    private AeadAlgorithm _algorithm = Known[0];
    private byte[] _key = [];
    private byte[] _sealed = [];

    public static IEnumerable<string> Algorithms => Known.Select(algorithm => algorithm.Name);

    [ParamsSource(nameof(Algorithms))]
    public string Algorithm { get; set; } = Known[0].Name;

    [GlobalSetup]
    public void SetUp()
    {
        _algorithm = Known.Single(algorithm => algorithm.Name == Algorithm);
        _key = RandomNumberGenerator.GetBytes(_algorithm.KeySize);
        _sealed = _algorithm.Seal(_key, _plaintext, _associatedData);
    }

    [Benchmark]
    public byte[] Seal() => _algorithm.Seal(_key, _plaintext, _associatedData);

    [Benchmark]
    public int Open()
    {
        using SecretBuffer opened = _algorithm.TryOpen(_key, _sealed, _associatedData)!;
        return opened.Length;
    }
}
