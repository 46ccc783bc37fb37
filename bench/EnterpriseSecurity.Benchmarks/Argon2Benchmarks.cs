using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>Argon2id with 64 MiB, 3 passes and 1 lane.</summary>
public class Argon2Benchmarks
{
    private readonly byte[] _password = RandomNumberGenerator.GetBytes(16);
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private readonly byte[] _output = new byte[32];

    [Benchmark]
    public byte[] DeriveKey()
    {
        Argon2.DeriveKey(Argon2Variant.Argon2id, _password, _salt, new Argon2Parameters(65_536, 3, 1), _output);
        return _output;
    }
}
