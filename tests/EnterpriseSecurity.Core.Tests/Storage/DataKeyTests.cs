using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>The data keys in memory are those of the database, whatever fails meanwhile.</summary>
public sealed class DataKeyTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_write_that_fails_on_one_thread_takes_nothing_from_another()
    {
        Protect(_store.Manager, "shared");
        Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 400; i++) _store.Manager.Secrets.Unprotect(SecretReference.ByName("shared")).Dispose();
        }))];
        for (int i = 0; i < 200; i++) Assert.Throws<AlreadyExistsException>(() => Protect(_store.Manager, "shared"));
        await Task.WhenAll(readers);
    }

    [Fact]
    public void A_data_key_of_a_transaction_that_was_rolled_back_is_never_used()
    {
        Assert.Throws<InvalidOperationException>(() => _store.Manager.Store.Write<bool>(new AuditNote(AuditAction.StoreKeyRotated, "x"), change =>
        {
            change.AddDataKey(DataKeyKind.Symmetric);
            throw new InvalidOperationException();
        }));
        using (EnterpriseSecurityManager other = _store.Open())
        {
            Assert.Equal(2, other.Store.RotateKey(reencryptAll: false).Version);
        }

        Protect(_store.Manager, "after");
        using EnterpriseSecurityManager reader = _store.Open();
        Assert.Equal("after", SharedStore.Reveal(reader, "after"));
        Assert.True(reader.Store.Verify().IsValid);
    }

    private static void Protect(EnterpriseSecurityManager manager, string name)
    {
        using SecretValue value = SecretValue.FromText(name);
        manager.Secrets.Protect(name, value);
    }
}
