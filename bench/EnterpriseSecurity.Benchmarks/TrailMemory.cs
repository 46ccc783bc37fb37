using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Benchmarks.Compare;
using EnterpriseSecurity.Benchmarks.Support;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>How much memory it takes to verify a large trail.</summary>
internal static class TrailMemory
{
    private const int MetadataSize = 16 * 1024;

    /// <summary>Writes a trail of so many megabytes and verifies it.</summary>
    public static void Run(int megabytes)
    {
        using BenchStore store = new(0);
        string text = new('x', MetadataSize);
        for (int line = 0; line < megabytes * 1024 / (MetadataSize / 1024); line++)
        {
            store.Manager.Store.Append(new AuditNote(AuditAction.SecretListed, "entry") { Metadata = { ["text"] = text } }, durable: false);
        }

        store.Manager.Audit.Flush();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long before = Environment.WorkingSet;
        long highest = before;
        AuditVerification? verdict = null;
        double seconds;
        using (new Timer(_ => highest = Math.Max(highest, Environment.WorkingSet), null, 0, 5))
        {
            seconds = Alternation.Time(() => verdict = store.Manager.Audit.Verify());
        }

        long bytes = new DirectoryInfo(store.Manager.Audit.Folder).EnumerateFiles().Sum(file => file.Length);
        Console.WriteLine($"verified {bytes >> 20:N0} MB, {verdict!.VerifiedLines:N0} lines, valid: {verdict.IsValid}, in {seconds:N1} s");
        Console.WriteLine($"working set before {before >> 20:N0} MB, highest while verifying {highest >> 20:N0} MB");
    }
}
