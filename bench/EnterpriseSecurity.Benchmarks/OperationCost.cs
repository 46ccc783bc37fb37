using System.Diagnostics;
using System.Globalization;
using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Benchmarks.Compare;
using EnterpriseSecurity.Benchmarks.Support;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>
/// The processor time of the store's operations, in microseconds a call, of all threads of the process: what other
/// programs do on the machine, and how fast its disk is, does not reach this figure.
/// </summary>
internal static class OperationCost
{
    private const int Rounds = 5;
    // Until the runtime has compiled the last of it: its compiler is a thread of the process too, and busy for seconds.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private const int Secrets = 1_000;

    /// <summary>Measures every operation, or those whose names contain the words that are given; a number is the calls in a round.</summary>
    public static void Run(string[] words)
    {
        int calls = words.Where(word => int.TryParse(word, out _)).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).FirstOrDefault(10_000);
        string[] names = [.. words.Where(word => !int.TryParse(word, out _))];
        using BenchStore store = new(Secrets);
        (string Name, Action Work)[] chosen = [.. Operations(store).Where(one => names.Length == 0 || names.Any(name => one.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))];
        foreach ((_, Action work) in chosen)
        {
            for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < WarmUp;) work();
        }

        double[][] costs = [.. Enumerable.Range(0, Rounds).Select(_ => chosen.Select(one => Cost(calls, one.Work)).ToArray())];
        for (int i = 0; i < chosen.Length; i++)
        {
            double cost = Alternation.Median(costs.Select(round => round[i]));
            Console.WriteLine($"    {chosen[i].Name,-40} {cost,8:N1} µs of processor time, {1e6 / cost,8:N0} a second of a core");
        }
    }

    private static IEnumerable<(string Name, Action Work)> Operations(BenchStore store)
    {
        SecretManager secrets = store.Manager.Secrets;
        ApiKeyManager keys = store.Manager.ApiKeys;
        byte[] free = Encoding.ASCII.GetBytes(keys.Create(new ApiKeyOptions { Name = "free", Scopes = ["docs:*"], RateLimit = null }).RevealKey());
        byte[] limited = Encoding.ASCII.GetBytes(keys.Create(new ApiKeyOptions { Name = "limited", Scopes = ["docs:*"], RateLimit = int.MaxValue, RatePeriod = TimeSpan.FromHours(1) }).RevealKey());
        byte[] busy = Encoding.ASCII.GetBytes(keys.Create(new ApiKeyOptions { Name = "busy", Scopes = ["docs:*"], RateLimit = 1_000_000, RatePeriod = TimeSpan.FromSeconds(1) }).RevealKey());
        byte[] quota = Encoding.ASCII.GetBytes(keys.Create(new ApiKeyOptions { Name = "quota", Scopes = ["docs:*"], RateLimit = null, Quota = long.MaxValue }).RevealKey());
        ApiKeyCheck check = new() { RequiredScopes = ["docs:read"] };
        int next = 0;
        yield return ("unprotect, one by one", () => secrets.Unprotect(SecretReference.ByName(BenchStore.NameOf(next = (next + 7919) % Secrets))).Dispose());
        IEnumerator<SecretReading> many = secrets.UnprotectMany(Endless(() => SecretReference.ByName(BenchStore.NameOf(next = (next + 7919) % Secrets)))).GetEnumerator();
        yield return ("unprotect, many at once", () =>
        {
            many.MoveNext();
            many.Current.Value!.Dispose();
        });
        yield return ("key without limits", () => keys.Validate(free, check));
        yield return ("key with a rate limit", () => keys.Validate(limited, check));
        yield return ("key with a full window", () => keys.Validate(busy, check));
        yield return ("key with a quota", () => keys.Validate(quota, check));
        yield return ("key refused, unknown", () => keys.Validate("esk_none"u8, check));
        yield return ("audit entry with a read", () => store.Manager.Store.Append(new AuditNote(AuditAction.SecretListed, "entry"), durable: false));
        yield return ("audit entry, durable", () => store.Manager.Audit.Write("bench", "entry"));
    }

    private static IEnumerable<T> Endless<T>(Func<T> next)
    {
        while (true) yield return next();
    }

    private static double Cost(int calls, Action work)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int call = 0; call < calls; call++) work();
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / calls;
    }
}
