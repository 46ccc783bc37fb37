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
    private readonly int _seed = Soak.Seed(output);
    private readonly Dictionary<string, string> _outcomes = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [PostgreSqlFact]
    public void Sessions_that_are_ended_at_any_moment_leave_each_change_made_or_not_made_and_said_so()
    {
        WithRole((manager, role) =>
        {
            int cuts = Soak.Rounds ?? CutsWhenShort;
            Write(manager, "times all sessions ended", cuts, 40, () => EndSessions(role));
            AssertSettled(manager);
        });
    }

    [PostgreSqlFact]
    public void A_session_that_was_ended_while_it_waited_is_replaced_and_nobody_notices()
    {
        WithRole((manager, role) =>
        {
            // Enough for the client to have its statements prepared by the server, which a new session has not.
            for (int i = 0; i < 20; i++) Protect(manager, $"s{i % 10}-{i}");
            for (int i = 0; i < 5; i++)
            {
                EndSessions(role);
                Protect(manager, $"after-{i}");
                EndSessions(role);
                Assert.Equal(21 + i, manager.Secrets.List().Count);
            }
        });
    }

    [PostgreSqlFact]
    public void A_session_that_the_server_ended_because_it_did_nothing_is_replaced_and_nobody_notices()
    {
        WithRole((manager, role) =>
        {
            PostgreSqlServer.Shared.Change("public", $"ALTER ROLE {role} SET idle_session_timeout = '300ms'");
            EndSessions(role);
            for (int i = 0; i < 3; i++)
            {
                Protect(manager, $"s{i}");
                Thread.Sleep(700);
            }

            Assert.Equal(3, manager.Secrets.List().Count);
        });
    }

    [Theory]
    [InlineData("57P01", Unreachable)]
    [InlineData("57P02", Unreachable)]
    [InlineData("57P03", Unreachable)]
    [InlineData("57P05", Unreachable)]
    [InlineData("25P03", Unreachable)]
    [InlineData("53300", Unreachable)]
    [InlineData("08006", Unreachable)]
    [InlineData("08P01", Unreachable)]
    [InlineData("25006", "StoreReadOnly")]
    [InlineData("53100", "StoreDiskFull")]
    [InlineData("57014", "StoreBusy")]
    [InlineData("XX000", "StoreUnavailable")]
    public void A_code_of_the_server_has_its_error(string state, string expected) =>
        Assert.Equal(expected, PostgreSqlFailure.Translate(new PostgresException("text", "FATAL", "FATAL", state), "here").ErrorId);

    [PostgreSqlFact]
    public void A_server_that_crashes_and_comes_back_leaves_each_change_made_or_not_made_and_said_so()
    {
        PostgreSqlServer server = PostgreSqlServer.StartAnother();
        using StoreServer reach = server.NewStore();
        using EnterpriseSecurityManager manager = Create(reach);
        bool isHalt = false;
        Write(manager, "crashes of the server, half of them by kill -9", Math.Min(Soak.Rounds ?? CrashesWhenShort, MostCrashes), 500, () =>
        {
            isHalt = !isHalt;
            if (isHalt) server.Halt();
            else server.Kill();
            server.Resume();
        });
        AssertSettled(manager);
    }

    private static void EndSessions(string role) =>
        PostgreSqlServer.Shared.Change("public", $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '{role}'");

    private static void Protect(EnterpriseSecurityManager manager, string name)
    {
        using SecretValue value = SecretValue.FromText(name);
        manager.Secrets.Protect(name, value);
    }

    // A store of a role of its own, so that its sessions can be told from others.
    private void WithRole(Action<EnterpriseSecurityManager, string> test)
    {
        PostgreSqlServer server = PostgreSqlServer.Shared;
        string role = $"cut_{Guid.NewGuid():N}";
        server.Change("public", $"CREATE ROLE {role} LOGIN PASSWORD 'c'; CREATE SCHEMA {role} AUTHORIZATION {role}");
        using StoreServer admin = server.NewStore();
        using StoreServer reach = (admin with { User = role, Schema = role }).WithPassword("c"u8);
        using (EnterpriseSecurityManager manager = Create(reach)) test(manager, role);
        server.Drop(role);
        server.Change("public", $"DROP ROLE {role}");
    }

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

        Protect(manager, "last");
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
                Protect(manager, name);
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
