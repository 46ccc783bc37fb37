using System.Net;
using System.Net.Sockets;
using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>Stores whose records are on a server: several machines, each with a folder of its own, and moves between providers.</summary>
[NeedsPostgreSql]
public sealed class PostgreSqlStoreTests : IDisposable
{
    private readonly TemporaryStore _store = new(provider: StoreProvider.PostgreSql);

    public void Dispose() => _store.Dispose();

    [ProviderFact]
    public void Another_machine_joins_with_the_connection_string_and_both_see_one_store_and_one_trail()
    {
        Protect(_store.Manager, "from-first");
        using EnterpriseSecurityManager second = Join("second");
        Assert.Equal("from-first", SharedStore.Reveal(second, "from-first"));
        Protect(second, "from-second");
        Assert.Equal("from-second", SharedStore.Reveal(_store.Manager, "from-second"));
        Assert.Equal(_store.Manager.Audit.Count(), second.Audit.Read(new AuditFilter()).Count());
        SharedStore.AssertValid(second);
        SharedStore.AssertValid(_store.Manager);
        Assert.Empty(Directory.GetFiles(Path.Combine(_store.Path, "audit"), "*.jsonl"));
        Assert.DoesNotContain(PostgreSqlServer.Shared.Password, File.ReadAllText(Path.Combine(_store.Path, "store.json")), StringComparison.Ordinal);
    }

    [ProviderFact]
    public void What_can_be_used_once_is_used_once_whichever_machine_is_first()
    {
        const int Codes = 40, Machines = 4;
        for (int i = 0; i < Codes; i++) Protect(_store.Manager, $"code-{i}");
        EnterpriseSecurityManager[] machines = [.. Enumerable.Range(0, Machines).Select(i => Join($"m{i}"))];
        int used = 0, refused = 0;
        Thread[] threads =
        [
            .. machines.Select(machine => new Thread(() =>
            {
                for (int i = 0; i < Codes; i++)
                {
                    try
                    {
                        machine.Secrets.Destroy(SecretReference.ByName($"code-{i}"));
                        Interlocked.Increment(ref used);
                    }
                    catch (NotFoundException)
                    {
                        Interlocked.Increment(ref refused);
                    }
                }
            })),
        ];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.Equal((Codes, Codes * (Machines - 1)), (used, refused));
        Assert.Equal(Codes, SharedStore.CountActions(_store.Manager)[AuditAction.SecretDestroyed]);
        SharedStore.AssertValid(machines[0]);
        foreach (EnterpriseSecurityManager machine in machines) machine.Dispose();
    }

    [ProviderFact]
    public void A_protector_that_one_machine_removed_opens_the_store_on_none()
    {
        using (Join("second"))
        {
        }

        string file = Path.Combine(_store.Root, "other-key");
        KeyFile.Create(file);
        using KeyProtector other = KeyProtector.FromKeyFile(file);
        string first = _store.Manager.Store.GetProtectors()[0].Id;
        _store.Manager.Store.AddProtector(other);
        _store.Manager.Store.RemoveProtector(first);

        // The second machine's folder still has the old list, which unlocks the way to the server and nothing more.
        using KeyProtector removed = _store.Protector();
        Assert.Equal("StoreUnlockFailed", Assert.Throws<AuthenticationFailedException>(() => SecurityStore.Open(FolderOf("second"), removed, _store.Clock)).ErrorId);
        // The new key file does not unlock that old list; the connection string leads to the new one.
        Assert.Equal("StoreUnlockFailed", Assert.Throws<AuthenticationFailedException>(() => SecurityStore.Open(FolderOf("second"), other, _store.Clock)).ErrorId);
        SecurityStore.Open(FolderOf("second"), other, _store.Server, _store.Clock).Dispose();
        using SecurityStore again = SecurityStore.Open(FolderOf("second"), other, _store.Clock);
        Assert.Single(again.GetProtectors());
    }

    [ProviderFact]
    public void A_folder_of_one_store_does_not_open_another_and_an_embedded_one_takes_no_server()
    {
        using TemporaryStore another = new(provider: StoreProvider.PostgreSql);
        using TemporaryStore embedded = new();
        using KeyProtector protector = _store.Protector();
        using KeyProtector itsOwn = embedded.Protector();
        _store.Close();
        Assert.Equal("StoreIsAnother", Assert.Throws<InvalidStateException>(() => SecurityStore.Open(_store.Path, protector, another.Server)).ErrorId);
        Assert.Equal("StoreHasNoServer", Assert.Throws<InvalidStateException>(() => SecurityStore.Open(embedded.Path, itsOwn, another.Server)).ErrorId);
        Assert.Equal("StoreExists", Assert.Throws<AlreadyExistsException>(() => SecurityStore.Open(embedded.Root, itsOwn, another.Server)).ErrorId);
        using KeyProtector wrong = KeyProtector.FromPassphrase("wrong"u8);
        Assert.Equal("StoreUnlockFailed", Assert.Throws<AuthenticationFailedException>(() => SecurityStore.Open(FolderOf("none"), wrong, another.Server)).ErrorId);
        Assert.False(Directory.Exists(FolderOf("none")));
    }

    [ProviderFact]
    public void A_database_that_is_older_than_a_machines_copy_of_the_descriptor_is_refused()
    {
        _store.Tamper("CREATE TABLE old_descriptor AS SELECT * FROM descriptor; CREATE TABLE old_head AS SELECT * FROM head; CREATE TABLE old_line AS SELECT * FROM audit_line");
        using (KeyProtector added = KeyProtector.FromRecoveryShares(_store.Manager.Store.AddRecoveryShares(2, 3).Shares)) Assert.NotNull(added);
        _store.Close();
        _store.Tamper("UPDATE descriptor SET content = (SELECT content FROM old_descriptor); UPDATE head SET sealed = (SELECT sealed FROM old_head); DELETE FROM audit_line WHERE sequence NOT IN (SELECT sequence FROM old_line)");
        Assert.Equal("StoreRolledBack", Assert.Throws<IntegrityException>(() => _store.Open()).ErrorId);
    }

    [ProviderFact]
    public void A_store_moves_to_a_folder_and_to_another_schema_with_its_records_keys_and_trail()
    {
        for (int i = 0; i < 450; i++) Protect(_store.Manager, $"secret-{i}");
        _store.Manager.Store.RotateKey(reencryptAll: false);
        long entries = _store.Manager.Audit.Count();
        string backup = Path.Combine(_store.Root, "backup");
        _store.Manager.Store.BackUp(backup);
        using KeyProtector protector = _store.Protector();

        Assert.True(SecurityStore.Restore(backup, FolderOf("embedded"), protector, _store.Clock).IsValid);
        using (EnterpriseSecurityManager embedded = EnterpriseSecurityManager.Open(FolderOf("embedded"), protector, _store.Clock))
        {
            Assert.Equal(StoreProvider.Sqlite, embedded.Store.Provider);
            Assert.Equal("secret-449", SharedStore.Reveal(embedded, "secret-449"));
            Assert.True(embedded.Audit.Count() > entries);
            SharedStore.AssertValid(embedded);
            embedded.Store.BackUp(backup + "2");
        }

        using StoreServer target = PostgreSqlServer.Shared.NewStore();
        Assert.True(SecurityStore.Restore(backup + "2", FolderOf("moved"), protector, target, _store.Clock).IsValid);
        using (EnterpriseSecurityManager moved = EnterpriseSecurityManager.Open(FolderOf("moved"), protector, _store.Clock))
        {
            Assert.Equal((_store.Manager.Store.Id, StoreProvider.PostgreSql), (moved.Store.Id, moved.Store.Provider));
            Assert.Equal(450, moved.Secrets.List().Count);
            Assert.Equal(Lines(_store.Manager), Lines(moved).Take(Lines(_store.Manager).Length));
            SharedStore.AssertValid(moved);
        }

        File.WriteAllBytes(backup + "3", [.. File.ReadAllBytes(backup).AsSpan()[..^5]]);
        using StoreServer unused = PostgreSqlServer.Shared.NewStore();
        Assert.Throws<MalformedDataException>(() => SecurityStore.Restore(backup + "3", FolderOf("broken"), protector, unused, _store.Clock));
        Assert.Equal("0", PostgreSqlServer.Shared.Query("public", $"SELECT count(*) FROM pg_namespace WHERE nspname = '{unused.Schema}'"));
        PostgreSqlServer.Shared.Drop(target.Schema);
    }

    [ProviderFact]
    public void Old_days_leave_the_table_and_the_rest_still_proves_itself()
    {
        for (int day = 0; day < 4; day++)
        {
            _store.Manager.Audit.Write("custom", $"day {day}");
            _store.Clock.Advance(TimeSpan.FromDays(1));
        }

        string archive = Path.Combine(_store.Root, "archive");
        AuditRetention done = _store.Manager.Audit.Trim(_store.Clock.GetUtcNow() - TimeSpan.FromDays(2), archive);
        Assert.Equal(done.RemovedEntries, File.ReadAllLines(Assert.Single(Directory.GetFiles(archive))).Length);
        AuditEntry[] kept = [.. _store.Manager.Audit.Read(new AuditFilter())];
        Assert.Equal(done.FirstKept, kept[0].Sequence);
        Assert.Equal(["day 2", "day 3"], kept.Where(entry => entry.Action == "custom").Select(entry => entry.Resource));
        Assert.True(_store.Manager.Audit.Verify().IsValid);
        _store.Reopen();
        SharedStore.AssertValid(_store.Manager);
        Assert.Equal(0, _store.Manager.Audit.Trim(_store.Clock.GetUtcNow() - TimeSpan.FromDays(2)).RemovedEntries);
        _store.Tamper($"DELETE FROM audit_line WHERE sequence = {done.FirstKept}");
        Assert.False(_store.Manager.Audit.Verify().IsValid);
    }

    [ProviderFact]
    public void Each_line_goes_to_a_sink_once_whichever_machine_hands_it_on()
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 22, ReceiveTimeout = 2000 };
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _store.Manager.Audit.Flush();
        _store.Manager.Audit.SetSinks([new AuditSinkSetting(AuditSinkKind.Syslog, $"udp://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}")]);
        using EnterpriseSecurityManager second = Join("second");
        Thread[] threads = [.. new[] { _store.Manager, second }.Select(machine => new Thread(() =>
        {
            for (int i = 0; i < 60; i++)
            {
                machine.Audit.Write("custom", $"{i}");
                if (i % 7 == 0) machine.Audit.Flush();
            }

            machine.Audit.Flush();
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        List<string> lines = [];
        byte[] buffer = new byte[65536];
        while (listener.Available > 0 || lines.Count == 0) lines.Add(Encoding.UTF8.GetString(buffer, 0, listener.Receive(buffer)));
        Assert.Equal(120, lines.Count(line => line.Contains("\"action\":\"custom\"", StringComparison.Ordinal)));
        Assert.Equal(lines.Count, lines.Select(line => line[line.IndexOf("\"seq\":", StringComparison.Ordinal)..]).Distinct().Count());
    }

    private string FolderOf(string machine) => Path.Combine(_store.Root, machine);

    private EnterpriseSecurityManager Join(string machine)
    {
        using KeyProtector protector = _store.Protector();
        return EnterpriseSecurityManager.Open(FolderOf(machine), protector, _store.Server, _store.Clock);
    }

    private static (long, string, string, DateTimeOffset)[] Lines(EnterpriseSecurityManager manager) =>
        [.. manager.Audit.Read(new AuditFilter()).Select(entry => (entry.Sequence, entry.Action, entry.Resource, entry.Timestamp))];

    private static void Protect(EnterpriseSecurityManager manager, string name)
    {
        using SecretValue value = SecretValue.FromText(name);
        manager.Secrets.Protect(name, value);
    }
}
