using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Audit;

/// <summary>Durable entries of several threads share the wait for the disk, and nothing else.</summary>
public sealed class AuditTogetherTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Entries_of_eight_threads_beside_changes_and_reads_are_all_there_once_and_chained()
    {
        const int Threads = 8;
        const int Each = 100;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                _store.Manager.Audit.Write("own", $"{thread}-{i}");
                if (i % 10 != 0) continue;
                using SecretValue value = SecretValue.FromText("x");
                _store.Manager.Secrets.Protect($"s{thread}-{i}", value);
                _store.Manager.Secrets.Unprotect(SecretReference.ByName($"s{thread}-{i}")).Dispose();
                Assert.Throws<NotFoundException>(() => _store.Manager.Secrets.Unprotect(SecretReference.ByName("none")));
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();

        Assert.True(_store.Manager.Audit.Verify().IsValid);
        Assert.True(_store.Manager.Store.Verify().IsValid);
        string[] entries = [.. _store.Manager.Audit.Read(new AuditFilter { Action = "own" }).Select(entry => entry.Resource)];
        Assert.Equal(Enumerable.Range(0, Threads * Each).Select(i => $"{i / Each}-{i % Each}").Order(StringComparer.Ordinal), entries.Order(StringComparer.Ordinal));
        // Those of one thread in the order in which it wrote them.
        foreach (IGrouping<string, string> one in entries.GroupBy(entry => entry.Split('-')[0]))
        {
            Assert.Equal(Enumerable.Range(0, Each), one.Select(entry => int.Parse(entry.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)));
        }
    }
}
