using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Benchmarks.Compare;
using EnterpriseSecurity.Benchmarks.Support;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>Operations a second in a store, on one thread, each with its audit entry, beside what the disk can flush.</summary>
internal static class StoreRates
{
    private const int Rounds = 5;
    private const int Reads = 10_000;
    private const int Changes = 300;
    private const int Threads = 16;
    private const int TrailLines = 100_000;

    /// <summary>Measures with 10, 1,000 and 100,000 secrets, or with the numbers that are given; the audit trail alone for <c>trail</c>.</summary>
    public static void Run(string[] sizes)
    {
        if (sizes is ["trail"])
        {
            MeasureTrail();
            return;
        }

        foreach (int size in sizes.Length == 0 ? [10, 1_000, 100_000] : sizes.Select(int.Parse)) MeasureSecrets(size);
        MeasureTokens();
        MeasureTrail();
    }

    private static void MeasureSecrets(int size)
    {
        using BenchStore store = new(size);
        SecretManager secrets = store.Manager.Secrets;
        using FlushProbe disk = new(Path.GetDirectoryName(store.Manager.Store.Path)!);
        int next = 0;
        Console.WriteLine($"{size:N0} secrets of 1 KiB");
        // In turn, round by round, so that a busy moment of the machine meets all of them alike.
        Print(
            ("disk: 4 KiB appended and flushed", Changes, disk.Flush),
            ("Protect", Changes, () =>
            {
                using SecretValue value = BenchStore.NewValue();
                secrets.Protect($"new-{Guid.NewGuid()}", value);
            }),
            ("Unprotect", Reads, () =>
            {
                next = (next + 7919) % size;
                secrets.Unprotect(SecretReference.ByName(BenchStore.NameOf(next))).Dispose();
            }));
    }

    private static void MeasureTokens()
    {
        using BenchStore store = new(0);
        TokenManager tokens = store.Manager.Tokens;
        tokens.CreateSigningKey("hs", JwtAlgorithm.HS256);
        tokens.CreateSigningKey("es", JwtAlgorithm.ES256);
        for (int i = 0; i < Changes; i++) tokens.RevokeById($"revoked-{i}");
        using JwtKey secret = JwtKey.Generate(JwtAlgorithm.HS256);
        string byKey = tokens.Issuer.Issue(secret, new JwtRequest()).RevealToken();
        string hs = tokens.Issue("hs", new JwtRequest()).RevealToken();
        string es = tokens.Issue("es", new JwtRequest()).RevealToken();
        string refresh = tokens.BeginSession("es", new JwtRequest { Subject = "ann" }).RevealRefreshToken()!;
        using FlushProbe disk = new(Path.GetDirectoryName(store.Manager.Store.Path)!);
        Console.WriteLine("tokens, against the list of revoked ones");
        Print(
            ("disk: 4 KiB appended and flushed", Changes, disk.Flush),
            ("verified, HS256, key of the caller's", Reads, () => tokens.Verifier.Verify(byKey, secret)),
            ("verified, HS256, key of the store's", Reads, () => tokens.Verify(hs)),
            ("verified, ES256, key of the store's", Reads, () => tokens.Verify(es)),
            ("refreshed, ES256", Changes, () => refresh = tokens.Refresh(refresh).RevealRefreshToken()!));
    }

    private static void MeasureTrail()
    {
        using BenchStore store = new(0);
        using FlushProbe disk = new(Path.GetDirectoryName(store.Manager.Store.Path)!);
        Console.WriteLine("audit trail");
        Print(
            ("disk: 4 KiB appended and flushed", Changes, disk.Flush),
            ("entry of its own, durable", Changes, () => store.Manager.Audit.Write("bench", "entry")),
            ("entry that goes with a read", Reads, () => store.Manager.Store.Append(new AuditNote(AuditAction.SecretListed, "entry"), durable: false)));

        (double Flushes, double Entries)[] together = [.. Enumerable.Range(0, Rounds).Select(_ => (
            Rate(Changes, disk.Flush),
            Threads * Changes / Alternation.Time(() => OnThreads(() => store.Manager.Audit.Write("bench", "entry")))))];
        double flushes = Alternation.Median(together.Select(one => one.Flushes));
        double ratio = Alternation.Median(together.Select(one => one.Entries / one.Flushes));
        Console.WriteLine($"    {$"entries of their own, {Threads} threads, durable",-40} {Alternation.Median(together.Select(one => one.Entries)),12:N0} a second, {ratio:N1} x the disk's {flushes:N0} flushes beside");
        while (store.Manager.Audit.Count() < TrailLines) store.Manager.Store.Append(new AuditNote(AuditAction.SecretListed, "entry"), durable: false);
        long lines = 0;
        double seconds = Alternation.Median(Enumerable.Range(0, Rounds).Select(_ => Alternation.Time(() => lines = store.Manager.Audit.Verify().VerifiedLines)));
        Console.WriteLine($"    {"lines verified",-40} {lines / seconds,12:N0} a second");
    }

    private static void OnThreads(Action work)
    {
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (int call = 0; call < Changes; call++) work();
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
    }

    private static void Print(params (string Name, int Count, Action Work)[] measurements)
    {
        foreach ((_, int count, Action work) in measurements) Rate(count / 10, work);
        double[][] rates = [.. Enumerable.Range(0, Rounds).Select(_ => measurements.Select(one => Rate(one.Count, one.Work)).ToArray())];
        for (int i = 0; i < measurements.Length; i++) Console.WriteLine($"    {measurements[i].Name,-40} {Alternation.Median(rates.Select(round => round[i])),12:N0} a second");
    }

    private static double Rate(int count, Action work) => count / Alternation.Time(() =>
    {
        for (int call = 0; call < count; call++) work();
    });
}
