using System.Globalization;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.ApiKeys;

/// <summary>API keys that several processes check at once, over each provider.</summary>
public abstract class ApiKeyProcessContract(StoreProvider provider) : IDisposable
{
    private const int Processes = 8;

    // In a soak they check for about a minute.
    private static readonly int Checks = Environment.GetEnvironmentVariable("SECURITY_SOAK_ROUNDS") is null ? 500 : 250_000;

    private readonly SharedStore _store = new(provider);

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [ProviderFact]
    public void A_limit_of_100_lets_exactly_100_through_from_eight_processes_and_every_use_is_counted()
    {
        (NewApiKey limited, NewApiKey free) = Create();
        Assert.Equal(100, Run(limited.RevealKey(), 60).Sum());
        Assert.Equal(Processes * Checks, Run(free.RevealKey(), Checks).Sum());

        using EnterpriseSecurityManager manager = _store.Open();
        ApiKeyUsage usage = manager.ApiKeys.GetUsage(limited.Id);
        Assert.Equal((100L, (Processes * 60L) - 100), (usage.Accepted, usage.Refused));
        Assert.Equal((long)Processes * Checks, manager.ApiKeys.GetUsage(free.Id).Accepted);
        SharedStore.AssertValid(manager);
    }

    [ProviderFact]
    public void Uses_that_a_killed_process_answered_are_counted()
    {
        (_, NewApiKey free) = Create();
        using StressProcess process = _store.Start("check-key", free.RevealKey(), "300");
        Assert.Equal("ready", process.ReadLine());
        process.WriteLine("go");
        Assert.Equal("300", process.ReadLine());
        process.Kill();

        using EnterpriseSecurityManager manager = _store.Open();
        Assert.Equal(300, manager.ApiKeys.GetUsage(free.Id).Accepted);
    }

    private (NewApiKey Limited, NewApiKey Free) Create()
    {
        using EnterpriseSecurityManager manager = _store.Open();
        return (
            manager.ApiKeys.Create(new ApiKeyOptions { Name = "limited", RateLimit = 100, RatePeriod = TimeSpan.FromMinutes(10) }),
            manager.ApiKeys.Create(new ApiKeyOptions { Name = "free", RateLimit = null }));
    }

    private int[] Run(string key, int checks)
    {
        StressProcess[] processes = [.. Enumerable.Range(0, Processes).Select(_ => _store.Start("check-key", key, checks.ToString(CultureInfo.InvariantCulture)))];
        try
        {
            foreach (StressProcess process in processes) Assert.Equal("ready", process.ReadLine());
            foreach (StressProcess process in processes) process.WriteLine("go");
            int[] accepted = [.. processes.Select(process => int.Parse(process.ReadLine()!, CultureInfo.InvariantCulture))];
            foreach (StressProcess process in processes) process.Complete();
            return accepted;
        }
        finally
        {
            foreach (StressProcess process in processes) process.Dispose();
        }
    }
}
