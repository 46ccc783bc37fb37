using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>Ed25519 keys and signatures over 1 KiB.</summary>
public class Ed25519Benchmarks
{
    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(Ed25519.SeedSize);
    private readonly byte[] _message = RandomNumberGenerator.GetBytes(1024);
    private readonly byte[] _publicKey = new byte[Ed25519.PublicKeySize];
    private readonly byte[] _signature = new byte[Ed25519.SignatureSize];

    [GlobalSetup]
    public void SetUp()
    {
        Ed25519.GetPublicKey(_seed, _publicKey);
        Ed25519.Sign(_seed, _message, _signature);
    }

    [Benchmark]
    public int Generate()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519);
        using SecretBuffer file = SshPrivateKeyFile.WriteOpenSsh(key);
        return file.Length;
    }

    [Benchmark]
    public byte[] Sign()
    {
        Ed25519.Sign(_seed, _message, _signature);
        return _signature;
    }

    [Benchmark]
    public bool Verify() => Ed25519.Verify(_publicKey, _message, _signature);
}
