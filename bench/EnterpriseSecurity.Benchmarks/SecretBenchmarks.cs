using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.Benchmarks.Support;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>Storing and opening secrets of 1 KiB, each call with its audit entry.</summary>
public class SecretBenchmarks
{
    private BenchStore? _store;
    private SecretManager _secrets = null!;
    private int _next;

    [Params(1_000, 100_000)]
    public int Secrets { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _store = new BenchStore(Secrets);
        _secrets = _store.Manager.Secrets;
    }

    [GlobalCleanup]
    public void CleanUp() => _store?.Dispose();

    [Benchmark]
    public int Unprotect()
    {
        _next = (_next + 7919) % Secrets;
        using SecretValue value = _secrets.Unprotect(SecretReference.ByName(BenchStore.NameOf(_next)));
        return value.Content.Length;
    }

    [Benchmark]
    public string Protect()
    {
        using SecretValue value = BenchStore.NewValue();
        return _secrets.Protect($"new-{Guid.NewGuid()}", value).Id;
    }
}
