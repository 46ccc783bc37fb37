using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>Sealing and opening 1 KiB, a new cipher object each time, as records need it.</summary>
public class AeadBenchmarks
{
    private readonly byte[] _plaintext = RandomNumberGenerator.GetBytes(1024);
    private readonly byte[] _associatedData = RandomNumberGenerator.GetBytes(48);
    private byte[] _key = [];
    private byte[] _sealed = [];

    public static IEnumerable<AeadAlgorithm> Algorithms => [Aes256Gcm.Instance, ChaCha20Poly1305Aead.Instance, Aes256CbcHmac.Instance];

    [ParamsSource(nameof(Algorithms))]
    public AeadAlgorithm Algorithm { get; set; } = Aes256Gcm.Instance;

    [GlobalSetup]
    public void SetUp()
    {
        _key = RandomNumberGenerator.GetBytes(Algorithm.KeySize);
        _sealed = Algorithm.Seal(_key, _plaintext, _associatedData);
    }

    [Benchmark]
    public byte[] Seal() => Algorithm.Seal(_key, _plaintext, _associatedData);

    [Benchmark]
    public int Open()
    {
        using SecretBuffer opened = Algorithm.TryOpen(_key, _sealed, _associatedData)!;
        return opened.Length;
    }
}
