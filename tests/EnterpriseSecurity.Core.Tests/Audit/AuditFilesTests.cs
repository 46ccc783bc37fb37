using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Storage;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Audit;

/// <summary>The files of the trail beside the database: neither gets ahead of the other unnoticed.</summary>
public sealed class AuditFilesTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private string Folder => Path.Combine(_store.Path, "audit");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void An_old_database_that_was_put_back_is_refused()
    {
        _store.Close();
        string path = Path.Combine(_store.Path, "store.db");
        byte[] old = File.ReadAllBytes(path);
        using (EnterpriseSecurityManager manager = _store.Open()) Protect(manager, "a");
        byte[] present = File.ReadAllBytes(path);

        File.WriteAllBytes(path, old);
        IntegrityException error = Assert.Throws<IntegrityException>(() => _store.Open());
        Assert.Equal(("StoreRolledBack", (object)path), (error.ErrorId, error.Target!));
        Assert.Equal(old, File.ReadAllBytes(path));
        File.WriteAllBytes(path, present);
        using EnterpriseSecurityManager again = _store.Open();
        SharedStore.AssertValid(again);
    }

    [Fact]
    public void A_database_that_is_put_back_under_an_open_session_is_found_by_the_check()
    {
        Protect(_store.Manager, "a");
        _store.Close();
        string head = _store.Query("SELECT hex(sealed) FROM head");
        _store.Reopen();
        Protect(_store.Manager, "b");
        _store.Manager.Audit.Flush();
        _store.Tamper($"UPDATE head SET sealed = x'{head}'");
        Assert.Equal(AuditFinding.StoreBehind, _store.Manager.Audit.Verify().Finding);
    }

    [Theory]
    [InlineData("{\"seq\":999999999}\n")]
    [InlineData("{\"seq\":999999999,\"mac\":\"00\"}\n{\"seq\":9223372036854775807}\n")]
    [InlineData("\n\n\n")]
    public void Lines_that_somebody_put_at_the_end_keep_no_later_entry_out_of_the_files(string forged)
    {
        _store.Close();
        string file = Directory.EnumerateFiles(Folder, "audit-*.jsonl").Single();
        File.AppendAllText(file, forged);
        using EnterpriseSecurityManager manager = _store.Open();
        manager.Audit.Write("later", "x");
        manager.Audit.Flush();
        Assert.Contains("\"action\":\"later\"", string.Concat(Directory.EnumerateFiles(Folder, "audit-*.jsonl").Select(File.ReadAllText)), StringComparison.Ordinal);
        Assert.Equal(AuditFinding.LineChanged, manager.Audit.Verify().Finding);
    }

    [Fact]
    public void A_file_that_somebody_put_beside_the_others_keeps_no_later_entry_out_of_them()
    {
        _store.Close();
        OwnerOnlyFile.WriteNew(Path.Combine(Folder, "audit-20991231-999999999999.jsonl"), []);
        using EnterpriseSecurityManager manager = _store.Open();
        manager.Audit.Write("later", "x");
        AuditVerification verdict = manager.Audit.Verify();
        Assert.True(verdict.IsValid, verdict.Reason);
        Assert.Equal(manager.Audit.Count(), verdict.VerifiedLines);
    }

    [Fact]
    public void The_database_is_durable_before_its_entries_are_in_the_files()
    {
        Protect(_store.Manager, "a");
        _store.Manager.Audit.Flush();
        long before = SizeOfFiles();
        List<(bool IsDurable, long FileSize)> writes = [];
        using IRecordStore records = new WatchedRecordStore(SqliteRecordStoreTests.Connect(Path.Combine(_store.Path, "store.db")), durable => writes.Add((durable, SizeOfFiles())));
        SecurityStore store = _store.Manager.Store;
        using AuditTrail trail = new(store, records, store.Keys, Folder);

        _ = SharedStore.Reveal(_store.Manager, "a");
        trail.Flush();

        Assert.True(SizeOfFiles() > before);
        Assert.Contains((true, before), writes);
        Assert.Equal([(true, before), (false, SizeOfFiles())], writes);
    }

    private long SizeOfFiles() => Directory.EnumerateFiles(Folder, "audit-*.jsonl").Sum(path => new FileInfo(path).Length);

    private static void Protect(EnterpriseSecurityManager manager, string name)
    {
        using SecretValue value = SecretValue.FromText("value");
        manager.Secrets.Protect(name, value);
    }
}
