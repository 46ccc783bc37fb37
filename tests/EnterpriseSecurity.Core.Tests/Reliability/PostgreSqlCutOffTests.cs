using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;
using Npgsql;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>
/// A server that ends sessions, crashes and comes back while stores write to it. <c>SECURITY_SOAK_ROUNDS</c> sets how many
/// times; <c>SECURITY_SOAK_SEED</c> repeats a run's choices, though not its moments.
/// </summary>
[Trait("Category", "Reliability")]
public sealed class PostgreSqlCutOffTests(ITestOutputHelper output) : IDisposable
{
    private const int CutsWhenShort = 30;
    private const int CrashesWhenShort = 2;
    private const int MostCrashes = 60;
    private const int Writers = 2;
    private const string Done = "done", Unknown = "StoreOutcomeUnknown", Unreachable = "StoreServerUnreachable";

    private readonly string _root = Directory.CreateTempSubdirectory("es-cut-").FullName;
    private readonly int _seed = ReadNumber("SECURITY_SOAK_SEED") ?? Random.Shared.Next();
    private readonly Dictionary<string, string> _outcomes = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [PostgreSqlFact]
    public void Sessions_that_are_ended_at_any_moment_leave_each_change_made_or_not_made_and_said_so()
    {
        PostgreSqlServer server = PostgreSqlServer.Shared;
        string role = $"cut_{Guid.NewGuid():N}";
        server.Change("public", $"CREATE ROLE {role} LOGIN PASSWORD 'c'; CREATE SCHEMA {role} AUTHORIZATION {role}");
        using StoreServer admin = server.NewStore();
        using StoreServer reach = (admin with { User = role, Schema = role }).WithPassword("c"u8);
        using (EnterpriseSecurityManager manager = Create(reach))
        {
            int cuts = ReadNumber("SECURITY_SOAK_ROUNDS") ?? CutsWhenShort;
            Write(manager, "times all sessions ended", cuts, 40, () => server.Change("public", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'"));
            AssertSettled(manager);
        }

        server.Drop(role);
        server.Change("public", $"DROP ROLE {role}");
    }

    [PostgreSqlFact]
    public void A_server_that_crashes_and_comes_back_leaves_each_change_made_or_not_made_and_said_so()
    {
        PostgreSqlServer server = PostgreSqlServer.StartAnother();
        using StoreServer reach = server.NewStore();
        using EnterpriseSecurityManager manager = Create(reach);
        bool isHalt = false;
        Write(manager, "crashes of the server, half of them by kill -9", Math.Min(ReadNumber("SECURITY_SOAK_ROUNDS") ?? CrashesWhenShort, MostCrashes), 500, () =>
        {
            isHalt = !isHalt;
            if (isHalt) server.Halt();
            else server.Kill();
            server.Resume();
        });
        AssertSettled(manager);
    }

    private static int? ReadNumber(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : null;

    private EnterpriseSecurityManager Create(StoreServer reach)
    {
        string path = Path.Combine(_root, "key");
        KeyFile.Create(path);
        using KeyProtector protector = KeyProtector.FromKeyFile(path);
        return EnterpriseSecurityManager.Create(Path.Combine(_root, "store"), protector, reach);
    }

    // Two threads write without a pause until the server was cut off so often; the same store then goes on working.
    private void Write(EnterpriseSecurityManager manager, string what, int cuts, int longestPause, Action cut)
    {
        using CancellationTokenSource done = new();
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(writer => Task.Factory.StartNew(() => Write(manager, $"w{writer}", done.Token), TaskCreationOptions.LongRunning))];
        Random random = new(_seed);
        try
        {
            for (int i = 0; i < cuts; i++)
            {
                Thread.Sleep(random.Next(1, longestPause));
                cut();
            }
        }
        finally
        {
            done.Cancel();
            Task.WaitAll(writers);
        }

        using SecretValue last = SecretValue.FromText("last");
        manager.Secrets.Protect("last", last);
        _outcomes["last"] = Done;
        output.WriteLine($"seed {_seed}: {cuts} {what}; changes: {string.Join(", ", _outcomes.Values.CountBy(outcome => outcome).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}"))}");
    }

    private void Write(EnterpriseSecurityManager manager, string prefix, CancellationToken done)
    {
        for (int i = 0; !done.IsCancellationRequested; i++)
        {
            string name = $"{prefix}-{i}", outcome = Done;
            try
            {
                using SecretValue value = SecretValue.FromText(name);
                manager.Secrets.Protect(name, value);
            }
            catch (SecurityException error) when (error.ErrorId is Unknown or Unreachable)
            {
                outcome = error.ErrorId;
            }
            catch (Exception error)
            {
                // Told with the server's own code, at the end.
                outcome = $"{(error as SecurityException)?.ErrorId} {(error.InnerException as PostgresException)?.SqlState} {error}";
            }

            lock (_outcomes) _outcomes[name] = outcome;
        }
    }

    private void AssertSettled(EnterpriseSecurityManager manager)
    {
        SharedStore.AssertValid(manager);
        HashSet<string> there = [.. manager.Secrets.List().Select(secret => secret.Name)];
        string[] entries = [.. manager.Audit.Read(new AuditFilter { Action = AuditAction.SecretEncrypted, Result = AuditResult.Success }).Select(entry => entry.Resource)];
        Assert.Equal(there.Order(), entries.Order());
        foreach ((string name, string outcome) in _outcomes)
        {
            Assert.True(outcome is Done or Unknown or Unreachable, outcome);
            // Where nobody can know it may be either.
            if (outcome != Unknown) Assert.True(there.Contains(name) == (outcome == Done), $"{name}: {outcome}, and it is {(there.Contains(name) ? "" : "not ")}there.");
        }

        foreach (string name in there) Assert.Equal(name, SharedStore.Reveal(manager, name));
    }
}
