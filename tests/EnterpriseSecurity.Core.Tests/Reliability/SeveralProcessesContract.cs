using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Reliability;

public abstract class SeveralProcessesContract(StoreProvider provider) : IDisposable
{
    private const int Processes = 8;
    private const int Writes = 60;

    private readonly SharedStore _store = new(provider);

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [ProviderFact]
    public void Eight_processes_write_at_once_and_every_count_is_exact()
    {
        Run(Processes, Writes);

        using EnterpriseSecurityManager manager = _store.Open();
        Assert.Equal(1 + (Processes * Writes), manager.Secrets.List().Count);
        for (int p = 0; p < Processes; p++)
        {
            for (int i = 0; i < Writes; i++) Assert.Equal($"p{p}-{i}", SharedStore.Reveal(manager, $"p{p}-{i}"));
        }

        IReadOnlyList<SecretVersionInfo> versions = manager.Secrets.GetVersions(SecretReference.ByName("shared"));
        Assert.Equal(Enumerable.Range(1, 1 + (Processes * Writes)).Reverse(), versions.Select(version => version.Version));
        Dictionary<string, int> actions = SharedStore.CountActions(manager);
        Assert.Equal(1 + (Processes * Writes), actions[AuditAction.SecretEncrypted]);
        Assert.Equal(Processes * Writes, actions[AuditAction.SecretRotated]);
        Assert.Equal(Processes + 1, actions[AuditAction.StoreOpened]);
        SharedStore.AssertValid(manager);
    }

    [ProviderFact]
    public void Each_version_of_a_secret_that_all_update_holds_the_value_that_its_writer_gave_it()
    {
        Run(processes: 3, writes: 20);

        using EnterpriseSecurityManager manager = _store.Open();
        List<string> values = [];
        for (int version = 2; version <= 61; version++)
        {
            using SecretValue value = manager.Secrets.Unprotect(SecretReference.ByName("shared"), version);
            values.Add(value.RevealText());
        }

        for (int p = 0; p < 3; p++) Assert.Equal(Enumerable.Range(0, 20).Select(i => $"p{p}-{i}"), values.Where(text => text.StartsWith($"p{p}-", StringComparison.Ordinal)));
    }

    [ProviderFact]
    public void A_session_that_opened_earlier_does_not_erase_what_another_process_wrote()
    {
        using EnterpriseSecurityManager earlier = _store.Open();
        Assert.Single(earlier.Secrets.List());

        Run(processes: 1, writes: 3);
        using (SecretValue value = SecretValue.FromText("mine")) earlier.Secrets.Protect("mine", value);
        using (SecretValue value = SecretValue.FromText("last")) Assert.Equal(5, earlier.Secrets.Update(SecretReference.ByName("shared"), value).Version);

        using EnterpriseSecurityManager later = _store.Open();
        Assert.Equal(["mine", "p0-0", "p0-1", "p0-2", "shared"], later.Secrets.List().Select(info => info.Name));
        SharedStore.AssertValid(later);
        SharedStore.AssertValid(earlier);
    }

    [ProviderFact]
    public void Data_keys_that_another_session_rotates_reach_a_session_that_opened_earlier()
    {
        using EnterpriseSecurityManager earlier = _store.Open();
        using (EnterpriseSecurityManager other = _store.Open()) other.Store.RotateKey(reencryptAll: true);

        Assert.Equal("first", SharedStore.Reveal(earlier, "shared"));
        Run(processes: 1, writes: 1);
        Assert.Equal("p0-0", SharedStore.Reveal(earlier, "p0-0"));
        SharedStore.AssertValid(earlier);
    }

    private void Run(int processes, int writes)
    {
        using StressProcesses workers = new(processes, p => _store.Start("write", $"{writes}", $"p{p}"));
        workers.WriteLine("go");
        workers.Complete();
    }
}
