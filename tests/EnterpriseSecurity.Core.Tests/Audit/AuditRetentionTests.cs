using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Audit;

public sealed class AuditRetentionTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private AuditTrail Audit => _store.Manager.Audit;

    private string Folder => Path.Combine(_store.Path, "audit");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Old_days_leave_the_trail_and_the_rest_still_proves_itself()
    {
        WriteDays(4);
        string archive = Path.Combine(_store.Root, "archive");
        long before = Audit.Count();

        AuditRetention done = Audit.Trim(_store.Clock.GetUtcNow() - TimeSpan.FromDays(1), archive);

        Assert.True(done.RemovedFiles > 0);
        Assert.Equal(done.RemovedFiles, Directory.GetFiles(archive).Length);
        Assert.Equal(done.FirstKept, Audit.Read(new AuditFilter()).First().Sequence);
        Assert.Equal(before + 1, Audit.Count());
        Assert.True(Audit.Verify().IsValid, Audit.Verify().Reason);
        Assert.Equal(AuditAction.AuditTrimmed, Audit.Read(new AuditFilter()).Last().Action);
        _store.Reopen();
        Assert.True(Audit.Verify().IsValid);
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void A_file_that_a_crash_left_after_the_trimming_does_no_harm_and_a_missing_kept_one_shows()
    {
        WriteDays(4);
        string first = Directory.GetFiles(Folder, "audit-*").Order().First();
        string copy = Path.Combine(_store.Root, "copy");
        File.Copy(first, copy);
        Audit.Trim(_store.Clock.GetUtcNow());
        Assert.False(File.Exists(first));

        File.Copy(copy, first);
        Assert.True(Audit.Verify().IsValid);

        Audit.Write("custom", "x");
        Audit.Flush();
        foreach (string kept in Directory.GetFiles(Folder, "audit-*")) File.Delete(kept);
        Assert.False(Audit.Verify().IsValid);
    }

    [Fact]
    public void A_retention_that_died_before_its_end_is_finished_by_the_next_one()
    {
        WriteDays(4);
        string[] files = [.. Directory.GetFiles(Folder, "audit-*").Order()];
        string archive = Path.Combine(_store.Root, "archive");
        OwnerOnlyFile.CreateFolder(archive);
        string copy = Path.Combine(archive, Path.GetFileName(files[0]));
        File.Copy(files[0], copy);
        Assert.Equal(3, Audit.Trim(_store.Clock.GetUtcNow(), archive).RemovedFiles);
        Assert.Equal(3, Directory.GetFiles(archive).Length);

        // One that died after it had noted what it takes away.
        File.Copy(copy, files[0]);
        Audit.Trim(_store.Clock.GetUtcNow(), archive);
        Assert.False(File.Exists(files[0]));
        Assert.True(Audit.Verify().IsValid);
    }

    [Fact]
    public void A_backup_that_is_made_during_a_retention_has_the_files_of_its_trail()
    {
        WriteDays(4);
        string[] old = [.. Directory.GetFiles(Folder, "audit-*").Order().Take(3)];
        DateTimeOffset end = _store.Clock.GetUtcNow();
        _store.Close();
        HookedClock clock = new(_store.Clock);
        using KeyProtector protector = _store.Protector();
        using SecurityStore store = SecurityStore.Open(_store.Path, protector, clock);
        store.Audit.Flush();
        bool? wereThere = null;
        using ManualResetEventSlim taken = new();
        Thread backup = new(() =>
        {
            using FolderLock held = FolderLock.Take(Folder);
            taken.Set();
            Thread.Sleep(1000);
            wereThere = old.All(File.Exists);
        });
        // The first time that is asked for is that of the change, between the look at the files and their deletion.
        clock.OnNext = () =>
        {
            backup.Start();
            Assert.True(taken.Wait(10_000));
        };
        Assert.Equal(3, store.Audit.Trim(end).RemovedFiles);
        backup.Join();
        Assert.True(wereThere);
        Assert.DoesNotContain(old, File.Exists);
    }

    [Fact]
    public void An_archive_is_never_written_over()
    {
        WriteDays(4);
        string archive = Path.Combine(_store.Root, "archive");
        OwnerOnlyFile.CreateFolder(archive);
        string present = Path.Combine(archive, Path.GetFileName(Directory.GetFiles(Folder, "audit-*").Order().First()));
        File.WriteAllText(present, "another store's");
        Assert.Equal("StoreUnavailable", Assert.Throws<UnavailableException>(() => Audit.Trim(_store.Clock.GetUtcNow(), archive)).ErrorId);
        Assert.Equal("another store's", File.ReadAllText(present));
        Assert.Single(Directory.GetFileSystemEntries(archive));
        Assert.True(Audit.Verify().IsValid);
    }

    [Fact]
    public void Nothing_is_taken_out_of_a_trail_that_is_not_whole()
    {
        WriteDays(3);
        string[] files = Directory.GetFiles(Folder, "audit-*");
        string first = files.Order().First();
        File.WriteAllText(first, File.ReadAllText(first).Replace("custom", "cust0m", StringComparison.Ordinal).Replace("store_", "stor3_", StringComparison.Ordinal));

        Assert.Equal("AuditNotSound", Assert.Throws<IntegrityException>(() => Audit.Trim(_store.Clock.GetUtcNow())).ErrorId);

        Assert.Equal(files.Length, Directory.GetFiles(Folder, "audit-*").Length);
    }

    private void WriteDays(int days)
    {
        for (int day = 0; day < days; day++)
        {
            Audit.Write("custom", $"day {day}");
            Audit.Flush();
            _store.Clock.Advance(TimeSpan.FromDays(1));
        }

        Audit.Write("custom", "today");
        Audit.Flush();
    }

    private sealed class HookedClock(TimeProvider inner) : TimeProvider
    {
        public Action? OnNext { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            Action? hook = OnNext;
            OnNext = null;
            hook?.Invoke();
            return inner.GetUtcNow();
        }
    }
}
