namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>A fault that strace brings about.</summary>
/// <param name="Calls">The system calls, as strace names them. SQLite writes with <c>write</c>, .NET with <c>pwrite64</c>.</param>
/// <param name="Effect">What happens instead: <c>error=EIO</c>, <c>error=ENOSPC</c>, <c>error=EROFS</c> or <see cref="Death"/>.</param>
/// <param name="Number">At which of these calls of a thread.</param>
/// <param name="AndAfter">True when every later one fails too.</param>
internal sealed record InjectedFault(string Calls, string Effect, int Number, bool AndAfter)
{
    public const string Death = "signal=KILL";

    /// <summary>Every fault at every one of so many calls. A disk that turns read-only stays so.</summary>
    public static IEnumerable<InjectedFault> All(string calls, int count) =>
        from effect in new[] { ("error=EIO", false), ("error=EIO", true), ("error=ENOSPC", false), ("error=ENOSPC", true), ("error=EROFS", true), (Death, false) }
        from number in Enumerable.Range(1, count)
        select new InjectedFault(calls, effect.Item1, number, effect.Item2);

    /// <summary>strace's arguments to list the calls only.</summary>
    public string[] Count(string store) => ["--seccomp-bpf", "-e", $"trace={Calls}", .. Paths(store)];

    /// <summary>strace's arguments to bring the fault about. It sends no signal when it filters calls by seccomp.</summary>
    public string[] Inject(string store) => [.. Effect == Death ? Array.Empty<string>() : ["--seccomp-bpf"], "-e", $"trace={Calls}", "-e", ToString(), .. Paths(store)];

    public override string ToString() => $"inject={Calls}:{Effect}:when={Number}{(AndAfter ? "+" : "")}";

    // A process writes to its pipes too, and what it says there must come through.
    private string[] Paths(string store) => Calls == "write" ? ["-P", Path.Combine(store, "store.db"), "-P", Path.Combine(store, "store.db-wal")] : [];
}
