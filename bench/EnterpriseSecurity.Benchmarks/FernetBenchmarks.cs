using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>Fernet tokens of 1 KiB.</summary>
public class FernetBenchmarks
{
    private readonly byte[] _plaintext = RandomNumberGenerator.GetBytes(1024);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(Fernet.KeySize);
    private byte[] _token = [];

    [GlobalSetup]
    public void SetUp() => _token = Fernet.Encrypt(_key, _plaintext);

    [Benchmark]
    public byte[] Encrypt() => Fernet.Encrypt(_key, _plaintext);

    [Benchmark]
    public int Decrypt()
    {
        using SecretBuffer opened = Fernet.TryDecrypt(_key, _token)!;
        return opened.Length;
    }
}
