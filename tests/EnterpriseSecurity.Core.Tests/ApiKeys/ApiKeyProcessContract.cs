using System.Diagnostics;
using System.Globalization;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.ApiKeys;

/// <summary>API keys that several processes check at once, over each provider; for a minute when SECURITY_SOAK_ROUNDS is set.</summary>
public abstract class ApiKeyProcessContract(StoreProvider provider, ITestOutputHelper output) : IDisposable
{
    private const int Processes = 8;

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
        Assert.Equal((Processes * 60L, 100L), Run(limited.RevealKey(), 60, seconds: 3600));
        long begun = Stopwatch.GetTimestamp();
        (long checks, long accepted) = Soak.IsAsked ? Run(free.RevealKey(), int.MaxValue, seconds: 60) : Run(free.RevealKey(), 500, seconds: 3600);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Processes} processes made {checks} checks of one key in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s, their start with it."));
        Assert.Equal(checks, accepted);

        using EnterpriseSecurityManager manager = _store.Open();
        ApiKeyUsage usage = manager.ApiKeys.GetUsage(limited.Id);
        Assert.Equal((100L, (Processes * 60L) - 100), (usage.Accepted, usage.Refused));
        Assert.Equal(checks, manager.ApiKeys.GetUsage(free.Id).Accepted);
        SharedStore.AssertValid(manager);
    }

    [ProviderFact]
    public void Uses_that_a_killed_process_answered_are_counted()
    {
        (_, NewApiKey free) = Create();
        using StressProcess process = _store.Start("check-key", free.RevealKey(), "300", "3600");
        Assert.Equal("ready", process.ReadLine());
        process.WriteLine("go");
        Assert.Equal("300 300", process.ReadLine());
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

    private (long Checks, long Accepted) Run(string key, int checks, int seconds)
    {
        string[] arguments = [key, .. new[] { checks, seconds }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        using StressProcesses processes = new(Processes, _ => _store.Start("check-key", arguments));
        processes.WriteLine("go");
        long[][] counts = [.. processes.ReadLines().Select(line => line!.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray())];
        processes.Complete();
        return (counts.Sum(count => count[0]), counts.Sum(count => count[1]));
    }
}
