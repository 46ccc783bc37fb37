using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Audit;

public sealed class AuditListenerTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void It_hears_what_the_trail_was_told_and_of_a_failure_only_that()
    {
        using AuditListener listener = new();
        Protect("a");
        Assert.Throws<NotFoundException>(() => _store.Manager.Secrets.Unprotect(SecretReference.ByName("none")));
        Assert.Equal([(AuditAction.SecretEncrypted, "a", AuditResult.Success), (AuditAction.SecretDecrypted, "none", AuditResult.Failure)], listener.Entries.Select(entry => (entry.Action, entry.Resource, entry.Result)));
        Assert.Equal(_store.Manager.Audit.Read(new AuditFilter()).TakeLast(2).Select(entry => entry.Sequence), listener.Entries.Select(entry => entry.Sequence));
        Assert.Equal(2, listener.Count);
    }

    [Fact]
    public void The_innermost_hears_on_its_own_thread_until_it_ends()
    {
        using AuditListener outer = new();
        using (AuditListener inner = new())
        {
            Protect("a");
            Assert.Single(inner.Entries);
        }

        Thread other = new(() => Protect("b"));
        other.Start();
        other.Join();
        Assert.Empty(outer.Entries);
        Protect("c");
        Assert.Equal("c", Assert.Single(outer.Entries).Resource);
    }

    [Fact]
    public void It_keeps_the_first_and_counts_the_rest()
    {
        using AuditListener listener = new();
        for (int i = 0; i < AuditListener.MostKept + 5; i++) Protect($"secret-{i}");
        Assert.Equal(AuditListener.MostKept, listener.Entries.Count);
        Assert.Equal(AuditListener.MostKept + 5, listener.Count);
        Assert.Equal("secret-0", listener.Entries[0].Resource);
    }

    private void Protect(string name)
    {
        using SecretValue value = SecretValue.FromText("a value");
        _store.Manager.Secrets.Protect(name, value);
    }
}
