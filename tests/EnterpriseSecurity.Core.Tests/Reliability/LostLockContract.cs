using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>Whoever holds a lock dies, or the lock is taken away from under it.</summary>
public abstract class LostLockContract(StoreProvider provider)
{
    [ProviderFact]
    public void Who_dies_with_the_write_lock_leaves_it_to_the_next_and_nothing_of_its_change()
    {
        using SharedStore store = new(provider);
        using StressProcess holder = store.Start("hold");
        Assert.Equal("held", holder.ReadLine());
        // It waits for the lock, for opening is an entry.
        Task<EnterpriseSecurityManager> next = Task.Run(() => store.Open());
        Thread.Sleep(50);
        Assert.False(next.IsCompleted);
        holder.KillAtWork();
        using EnterpriseSecurityManager manager = next.GetAwaiter().GetResult();
        Assert.Empty(manager.Audit.Read(new AuditFilter { Action = "held" }));
        SharedStore.AssertValid(manager);
    }

    [ProviderFact]
    public void Lock_files_that_are_deleted_again_and_again_let_no_two_in()
    {
        using SharedStore store = new(provider);
        using StressProcesses workers = new(3, p => store.Start("write", "40", $"p{p}"));
        workers.WriteLine("go");
        Task all = Task.Run(workers.Complete);
        using EnterpriseSecurityManager manager = store.Open();
        while (!all.IsCompleted)
        {
            foreach (string folder in new[] { "audit", "ssh", "certs" }) File.Delete(Path.Combine(store.Path, folder, ".lock"));
            manager.Audit.Flush();
        }

        all.GetAwaiter().GetResult();
        Assert.Equal(121, manager.Secrets.List().Count);
        SharedStore.AssertValid(manager);
    }
}
