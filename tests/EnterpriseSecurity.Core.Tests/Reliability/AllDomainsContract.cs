using System.Diagnostics;
using System.Globalization;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>
/// Processes that change things of every domain at once, some of them the same things, and all is accounted for: every
/// acknowledged change is there once, and the trail has as many entries as there were changes and reads.
/// </summary>
public abstract class AllDomainsContract(StoreProvider provider, ITestOutputHelper output) : IDisposable
{
    private readonly SharedStore _store = new(provider);

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [ProviderFact]
    public void Processes_that_write_to_every_domain_leave_exactly_what_was_acknowledged()
    {
        (int processes, int writes) = Soak.IsAsked ? (16, 500) : (4, 20);
        DomainAccount account = Run(processes, writes, seconds: 3600, reads: 0);
        Assert.Equal(processes * writes, account.Changes);
    }

    [ProviderFact]
    public void Processes_that_write_and_read_for_a_while_leave_exactly_what_was_acknowledged()
    {
        (int processes, int seconds) = Soak.IsAsked ? (8, 60) : (2, 1);
        DomainAccount account = Run(processes, writes: int.MaxValue, seconds, reads: 4);
        Assert.NotEqual(0, account.Changes);
    }

    private DomainAccount Run(int processes, int writes, int seconds, int reads)
    {
        int seed = Soak.Seed(output);
        (NewApiKey key, string fingerprint, Dictionary<string, long> before) = Prepare();
        DomainAccount account = new();
        TimeSpan took;
        using (StressProcesses workers = new(processes, p => _store.Start("mix", [$"p{p}", .. new[] { seed + p, writes, seconds, reads }.Select(number => number.ToString(CultureInfo.InvariantCulture))])))
        {
            long begun = Stopwatch.GetTimestamp();
            workers.WriteLine(key.RevealKey());
            Task<string>[] said = [.. workers.All.Select(worker => worker.ReadToEndAsync())];
            Task.WaitAll(said);
            took = Stopwatch.GetElapsedTime(begun);
            workers.Complete();
            foreach (string line in said.SelectMany(lines => lines.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries))) account.Add(line);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{processes} processes made {account.Changes} changes and {account.Reads} reads in {took.TotalSeconds:F1} s: {account.Changes / took.TotalSeconds:F0} and {account.Reads / took.TotalSeconds:F0} a second."));
        output.WriteLine(string.Join(", ", account.Entries.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {pair.Key}"))));
        using EnterpriseSecurityManager manager = _store.Open();
        Assert.Equal(account.Entries.GetValueOrDefault(AuditAction.ApiKeyValidated), manager.ApiKeys.GetUsage(key.Id).Accepted);
        Dictionary<string, long> expected = new(account.Entries);
        foreach ((string action, long count) in before) expected[action] = expected.GetValueOrDefault(action) + count;
        expected[AuditAction.StoreOpened] = expected.GetValueOrDefault(AuditAction.StoreOpened) + processes + 1;
        expected[AuditAction.ApiKeyListed] = expected.GetValueOrDefault(AuditAction.ApiKeyListed) + 1;
        Assert.Equal(Sorted(expected), Sorted(DomainAccount.CountEntries(manager)));
        account.AssertKept(manager, fingerprint);
        return account;
    }

    // What all processes share.
    private (NewApiKey Key, string Fingerprint, Dictionary<string, long> Entries) Prepare()
    {
        using EnterpriseSecurityManager manager = _store.Open();
        string fingerprint = manager.SshKeys.Create("shared").Fingerprint!;
        manager.Certificates.CreateAuthority(new CertificateAuthorityOptions { Subject = new CertificateSubject { CommonName = "Shared" } }, "shared");
        manager.ManagedKeys.Create("shared", ManagedKeyType.Hmac);
        manager.AccessControl.DefineRole(new RoleDefinition { Name = "reader", Permissions = ["docs:read"] });
        manager.Tokens.CreateSigningKey("api");
        NewApiKey key = manager.ApiKeys.Create(new ApiKeyOptions { Name = "shared", RateLimit = null });
        return (key, fingerprint, DomainAccount.CountEntries(manager));
    }

    private static string Sorted(Dictionary<string, long> counts) =>
        string.Join('\n', counts.Where(pair => pair.Value != 0).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")));
}
