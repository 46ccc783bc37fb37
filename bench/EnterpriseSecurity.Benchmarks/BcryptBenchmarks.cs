using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>bcrypt with the cost of new hashes.</summary>
public class BcryptBenchmarks
{
    private readonly byte[] _password = RandomNumberGenerator.GetBytes(16).Select(one => (byte)(one | 1)).ToArray();
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(Bcrypt.SaltSize);
    private readonly byte[] _output = new byte[Bcrypt.HashSize];

    [Benchmark]
    public byte[] DeriveHash()
    {
        Bcrypt.DeriveHash(_password, _salt, 12, _output);
        return _output;
    }
}
