using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>
/// Files of which parts are missing, zeros or something else, as crashes leave them, and as no crash may: a disk that says
/// that it has synced and has not.
/// </summary>
[Trait("Category", "Reliability")]
public sealed class TornWriteTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("cut")]
    [InlineData("garbage")]
    [InlineData("zeros")]
    public void A_journal_that_lost_synced_changes_gives_those_before_them_or_is_refused(string damage)
    {
        // The making of the store is in the journal too, and nothing can be asked of a store that was never made.
        long made = new FileInfo(Path.Combine(_store.Path, "store.db-wal")).Length;
        for (int i = 0; i < 12; i++) Protect($"s{i}");
        string crashed = Crash();
        byte[] journal = File.ReadAllBytes(Path.Combine(crashed, "store.db-wal"));
        Dictionary<string, int> verdicts = [];
        int before = 0;
        for (int part = 0; part <= 10; part++)
        {
            int end = (int)(made + ((journal.Length - made) * part / 10)) - (part == 10 ? 1 : 0);
            byte[] torn = damage == "cut" ? journal[..end] : [.. journal];
            if (damage == "zeros") torn.AsSpan(end).Clear();
            if (damage == "garbage") new Random(part).NextBytes(torn.AsSpan(end));
            string folder = Path.Combine(_store.Root, $"{part}");
            CopyFolder(crashed, folder);
            File.WriteAllBytes(Path.Combine(folder, "store.db-wal"), torn);
            string verdict = CountChanges(folder, before, out int count);
            verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
            before = Math.Max(before, count);
        }

        output.WriteLine($"{damage}: {string.Join(", ", verdicts.Select(pair => $"{pair.Value} {pair.Key}"))}");
        Assert.Equal(11, before);
    }

    [Fact]
    public void A_journal_that_lost_the_making_of_the_store_is_refused()
    {
        string crashed = Crash();
        byte[] journal = File.ReadAllBytes(Path.Combine(crashed, "store.db-wal"));
        using KeyProtector key = _store.Protector();
        for (int part = 0; part < 7; part++)
        {
            string folder = Path.Combine(_store.Root, $"{part}");
            CopyFolder(crashed, folder);
            File.WriteAllBytes(Path.Combine(folder, "store.db-wal"), journal[..(journal.Length * part / 10)]);
            string refusal = Assert.ThrowsAny<SecurityException>(() => EnterpriseSecurityManager.Open(folder, key)).ErrorId;
            Assert.Contains(refusal, new[] { "StoreCorrupt", "StoreHeadChanged", "StoreRolledBack" });
        }
    }

    [Fact]
    public void A_journal_that_lost_what_the_trail_has_already_is_refused()
    {
        for (int i = 0; i < 12; i++) Protect($"s{i}");
        _store.Manager.Audit.Flush();
        string crashed = Crash();
        string journal = Path.Combine(crashed, "store.db-wal");
        using (FileStream stream = File.OpenWrite(journal)) stream.SetLength(stream.Length / 2);
        using KeyProtector key = _store.Protector();
        Assert.Equal("StoreRolledBack", Assert.Throws<IntegrityException>(() => EnterpriseSecurityManager.Open(crashed, key)).ErrorId);
    }

    [Fact]
    public void A_last_line_that_was_cut_anywhere_is_written_whole_again_as_long_as_the_store_has_it()
    {
        (byte[] before, byte[] after, string name, string pending, string handedOn) = AppendLines(1);
        for (int end = before.Length; end < after.Length; end += Math.Max(1, (after.Length - before.Length) / 8))
        {
            foreach ((string copy, bool hasLine) in new[] { (pending, true), (handedOn, false) })
            {
                // What was synced to the disk can only be missing because somebody cut it.
                AssertTrail(copy, name, after[..end], hasLine ? AuditFinding.None : AuditFinding.TailCut, hasLine ? 1 : 0);
            }
        }
    }

    [Fact]
    public void Lines_of_which_a_power_cut_left_any_sectors_are_written_whole_again()
    {
        (byte[] before, byte[] after, string name, string pending, _) = AppendLines(12);
        for (int sector = before.Length / 512; sector <= (after.Length - 1) / 512; sector++)
        {
            // This one was not written, and the others were; then the other way round.
            byte[] hole = [.. after], island = [.. after];
            for (int i = before.Length; i < after.Length; i++) (i / 512 == sector ? hole : island)[i] = 0;
            AssertTrail(pending, name, hole, AuditFinding.None, 12);
            AssertTrail(pending, name, island, AuditFinding.None, 12);
        }

        AssertTrail(pending, name, [.. before, .. new byte[after.Length - before.Length]], AuditFinding.None, 12);
        AssertTrail(pending, name, after[..^700], AuditFinding.None, 12);
    }

    [Fact]
    public void Lines_that_somebody_else_put_after_the_last_one_are_not_taken_for_a_power_cut()
    {
        (byte[] before, byte[] after, string name, string pending, _) = AppendLines(3);
        byte[] changed = [.. after];
        changed[before.Length + 40] ^= 1;
        AssertTrail(pending, name, changed, AuditFinding.LineChanged, 2);
        AssertTrail(pending, name, [.. before, .. "{\"seq\":9}\n"u8], AuditFinding.LineChanged, 3);
        AssertTrail(pending, name, [.. after, .. new byte[8], .. "\n"u8], AuditFinding.LineChanged, 3);
    }

    [Fact]
    public void What_a_crash_left_beside_the_files_does_no_harm()
    {
        Protect("kept");
        _store.Close();
        foreach (string file in new[] { "store.json", "ssh/k", "certs/c.key", "audit/audit-20260301-000000000001.jsonl" })
        {
            string leftover = Path.Combine(_store.Path, $"{file}.{Guid.NewGuid():N}.tmp");
            File.WriteAllBytes(leftover, [0x7b, 0x00, 0xff]);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(leftover, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _store.Reopen();
        SharedStore.AssertValid(_store.Manager);
        Assert.Equal("kept", SharedStore.Reveal(_store.Manager, "kept"));
        _store.Manager.Store.RotateKey(reencryptAll: true);
        _store.Reopen();
        SharedStore.AssertValid(_store.Manager);
    }

    [Fact]
    public void A_backup_or_an_export_that_lacks_its_end_is_refused_and_leaves_nothing()
    {
        Protect("kept");
        string backup = Path.Combine(_store.Root, "backup"), export = Path.Combine(_store.Root, "export"), target = Path.Combine(_store.Root, "restored"), torn = Path.Combine(_store.Root, "torn");
        _store.Manager.Store.BackUp(backup);
        using KeyProtector key = _store.Protector();
        _store.Manager.Secrets.Export(export, key);
        foreach ((string file, string error, Action read) in new (string, string, Action)[]
        {
            (backup, "BackupMalformed", () => SecurityStore.Restore(torn, target, key)),
            (export, "ExportMalformed", () => _store.Manager.Secrets.Import(torn, key)),
        })
        {
            byte[] whole = File.ReadAllBytes(file);
            foreach (int end in Enumerable.Range(0, 12).Select(part => whole.Length * part / 12).Append(whole.Length - 1))
            {
                foreach (byte[] left in new[] { whole[..end], [.. whole[..end], .. new byte[whole.Length - end]] })
                {
                    File.WriteAllBytes(torn, left);
                    string found = Assert.ThrowsAny<SecurityException>(read).ErrorId;
                    // In its header there is what unlocks it, and what is in store.json.
                    Assert.True(found == error || found == "StoreCorrupt", $"{file} cut at {end}: {found}");
                    Assert.False(Path.Exists(target));
                }
            }
        }
    }

    // The trail's file before and after so many lines; the store with these lines in its outbox; and after they were handed on.
    private (byte[] Before, byte[] After, string Name, string Pending, string HandedOn) AppendLines(int count)
    {
        _store.Manager.Audit.Flush();
        string path = Assert.Single(Directory.EnumerateFiles(Path.Combine(_store.Path, "audit"), "*.jsonl"));
        byte[] before = File.ReadAllBytes(path);
        string pending;
        using (FolderLock.Take(Path.Combine(_store.Path, "audit")))
        {
            // Nobody hands them on meanwhile.
            for (int i = 0; i < count; i++) _store.Manager.Audit.Write("last", $"x{i}");
            pending = Crash();
        }

        _store.Manager.Audit.Flush();
        return (before, File.ReadAllBytes(path), Path.GetFileName(path), pending, Crash());
    }

    private void AssertTrail(string copy, string name, byte[] content, AuditFinding finding, int lines)
    {
        string folder = Path.Combine(_store.Root, Guid.NewGuid().ToString("N"));
        CopyFolder(copy, folder);
        File.WriteAllBytes(Path.Combine(folder, "audit", name), content);
        using KeyProtector key = _store.Protector();
        using (EnterpriseSecurityManager manager = EnterpriseSecurityManager.Open(folder, key, _store.Clock))
        {
            AuditVerification verdict = manager.Audit.Verify();
            Assert.True(verdict.Finding == finding, verdict.Reason);
            Assert.Equal(lines, manager.Audit.Read(new AuditFilter { Action = "last" }).Count(entry => entry.IsAuthentic));
        }

        Directory.Delete(folder, recursive: true);
    }

    // The files as they are while the store is open, which is how a crash leaves them.
    private string Crash()
    {
        string folder = Path.Combine(_store.Root, Guid.NewGuid().ToString("N"));
        CopyFolder(_store.Path, folder);
        return folder;
    }

    // What opens has each change whole, with its entry, and no fewer than one that lost more.
    private string CountChanges(string folder, int least, out int count)
    {
        count = 0;
        using KeyProtector key = _store.Protector();
        try
        {
            using EnterpriseSecurityManager manager = EnterpriseSecurityManager.Open(folder, key, _store.Clock);
            SharedStore.AssertValid(manager);
            count = manager.Secrets.List().Count;
            Assert.True(count >= least);
            Assert.Equal(count, SharedStore.CountActions(manager).GetValueOrDefault(AuditAction.SecretEncrypted));
            foreach (SecretInfo secret in manager.Secrets.List()) Assert.Equal(secret.Name, SharedStore.Reveal(manager, secret.Name));
            return "opened with those before";
        }
        catch (IntegrityException error)
        {
            // Lines of the trail had gone to the files, which tell of more than the journal has.
            Assert.Equal("StoreRolledBack", error.ErrorId);
            return "refused StoreRolledBack";
        }
    }

    private void Protect(string name)
    {
        using SecretValue value = SecretValue.FromText(name);
        _store.Manager.Secrets.Protect(name, value);
    }

    private static void CopyFolder(string source, string target)
    {
        Directory.CreateDirectory(target);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(target, File.GetUnixFileMode(source));
        foreach (string file in Directory.EnumerateFiles(source).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && Path.GetFileName(file) != ".lock")) File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        foreach (string folder in Directory.EnumerateDirectories(source)) CopyFolder(folder, Path.Combine(target, Path.GetFileName(folder)));
    }
}
