using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Benchmarks.Compare;
using EnterpriseSecurity.Benchmarks.Support;
using EnterpriseSecurity.Reporting;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>How long a report takes, and how much memory, for a small and for a long audit trail.</summary>
internal static class ReportRates
{
    private const int Objects = 2_000;
    private static readonly int[] Trails = [0, 100_000, 400_000];

    /// <summary>Makes a report on a store of 2,000 secrets with trails of these lengths.</summary>
    public static void Run()
    {
        foreach (int entries in Trails)
        {
            using BenchStore store = new(Objects);
            for (int i = 0; i < entries; i++)
            {
                store.Manager.Store.Append(new AuditNote(AuditAction.SecretDecrypted, "entry") { User = $"user{i % 50}", Result = i % 40 == 0 ? AuditResult.Denied : AuditResult.Success }, durable: false);
            }

            store.Manager.Audit.Flush();
            string path = Path.Combine(store.Manager.Store.Path, "..", "report.html");
            store.Manager.Reports.Export(path, overwrite: true);
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            long before = Environment.WorkingSet;
            long highest = before;
            SecurityReportSummary? report = null;
            double seconds;
            using (new Timer(_ => highest = Math.Max(highest, Environment.WorkingSet), null, 0, 5))
            {
                seconds = Alternation.Time(() => report = store.Manager.Reports.Export(path, overwrite: true));
            }

            Console.WriteLine($"{Objects:N0} objects, trail of {report!.Status!.AuditEntries:N0} entries: {seconds:N2} s, page of {report.Length >> 10:N0} KiB, working set {before >> 20:N0} MB before, {highest >> 20:N0} MB at most");
        }
    }
}
