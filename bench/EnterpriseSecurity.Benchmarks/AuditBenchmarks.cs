using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Benchmarks.Support;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>Entries appended, as a change writes them and as a read does.</summary>
public class AuditBenchmarks
{
    private BenchStore? _store;

    [GlobalSetup]
    public void SetUp() => _store = new BenchStore(0);

    [GlobalCleanup]
    public void CleanUp() => _store?.Dispose();

    [Benchmark]
    public void AppendWithChange() => _store!.Manager.Audit.Write("bench", "entry");

    [Benchmark]
    public void AppendAfterRead() => _store!.Manager.Store.Append(new AuditNote(AuditAction.SecretListed, "entry"), durable: false);
}
