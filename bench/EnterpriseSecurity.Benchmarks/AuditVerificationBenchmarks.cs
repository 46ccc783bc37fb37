using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Benchmarks.Support;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>A trail of 100,000 lines verified; the figures are for one line.</summary>
public class AuditVerificationBenchmarks
{
    private const int Lines = 100_000;

    private BenchStore? _store;

    [GlobalSetup]
    public void SetUp()
    {
        _store = new BenchStore(0);
        for (int line = 1; line < Lines; line++) _store.Manager.Store.Append(new AuditNote(AuditAction.SecretListed, "entry"), durable: false);
    }

    [GlobalCleanup]
    public void CleanUp() => _store?.Dispose();

    [Benchmark(OperationsPerInvoke = Lines)]
    public bool Verify() => _store!.Manager.Audit.Verify().IsValid;
}
