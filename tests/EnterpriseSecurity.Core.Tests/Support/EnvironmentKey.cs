using System.Security.Cryptography;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A random key in an environment variable of its own, which is gone on disposal.</summary>
internal sealed class EnvironmentKey : IDisposable
{
    private const int Size = 32;

    private readonly string _variable = "ES_TEST_" + Guid.NewGuid().ToString("N");

    public EnvironmentKey() => Environment.SetEnvironmentVariable(_variable, Text);

    /// <summary>The key in Base64, as other processes are given it.</summary>
    public string Text { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size));

    /// <summary>What locks a store with it.</summary>
    public KeyProtector Protector() => KeyProtector.FromEnvironmentVariable(_variable);

    public void Dispose() => Environment.SetEnvironmentVariable(_variable, null);
}
