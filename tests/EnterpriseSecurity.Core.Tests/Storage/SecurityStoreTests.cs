using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

public sealed class SecurityStoreTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Every_file_and_folder_is_for_the_owner_alone()
    {
        Protect("a", "b");
        _store.Manager.Audit.Flush();
        foreach (string path in Directory.EnumerateFileSystemEntries(_store.Path, "*", SearchOption.AllDirectories).Append(_store.Path))
        {
            Assert.True(OwnerOnlyFile.IsOwnerOnly(path), path);
        }
    }

    [Fact]
    public void A_wrong_passphrase_is_refused_slower_each_time_and_the_next_owner_learns_of_it()
    {
        using KeyProtector right = KeyProtector.FromPassphrase("right"u8);
        using KeyProtector wrong = KeyProtector.FromPassphrase("wrong"u8);
        _store.Manager.Store.AddProtector(right);
        _store.Close();
        for (int i = 0; i < 4; i++) Assert.Equal("StoreUnlockFailed", Assert.Throws<AuthenticationFailedException>(() => SecurityStore.Open(_store.Path, wrong, _store.Clock)).ErrorId);
        using SecurityStore opened = SecurityStore.Open(_store.Path, right, _store.Clock);
        AuditEntry entry = Assert.Single(opened.Audit.Read(new AuditFilter { Action = "store_unlock_failed" }));
        Assert.Equal(("denied", "4"), (entry.Result, entry.Metadata["attempts"]));
    }

    [Fact]
    public void Guessing_stays_slow_when_the_failures_are_too_many_to_note()
    {
        _store.Close();
        string line = _store.Clock.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture) + "\n";
        using (FileStream noted = OwnerOnlyFile.CreateNew(Path.Combine(_store.Path, "unlock-failures"))) noted.Write(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, 1 + (256 * 1024 / line.Length)))));
        _store.Clock.Advance(TimeSpan.FromHours(1));
        string other = Path.Combine(_store.Root, "other");
        KeyFile.Create(other);
        using KeyProtector wrong = KeyProtector.FromKeyFile(other);
        long begin = Environment.TickCount64;
        Assert.Throws<AuthenticationFailedException>(() => SecurityStore.Open(_store.Path, wrong, _store.Clock));
        Assert.InRange(Environment.TickCount64 - begin, 4000, long.MaxValue);
    }

    [PermissionFact]
    public void Failures_that_another_user_noted_do_not_lock_the_owner_out()
    {
        if (OperatingSystem.IsWindows()) return;
        _store.Close();
        string noted = Path.Combine(_store.Path, "unlock-failures");
        OwnerOnlyFile.CreateNew(noted).Dispose();
        File.SetUnixFileMode(noted, UnixFileMode.None);
        _store.Reopen();
        AuditEntry entry = Assert.Single(_store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.StoreUnlockFailed }));
        Assert.Equal(("denied", "unknown"), (entry.Result, entry.Metadata["attempts"]));
        Assert.False(File.Exists(noted));
    }

    [Fact]
    public void A_passphrase_can_be_changed_and_the_last_protector_cannot_be_removed()
    {
        using KeyProtector one = KeyProtector.FromPassphrase("one"u8);
        using KeyProtector two = KeyProtector.FromPassphrase("two"u8);
        SecurityStore store = _store.Manager.Store;
        Protect("kept", "value");
        ProtectorInfo added = store.AddProtector(one);
        ProtectorInfo changed = store.ReplaceProtector(added.Id, two);
        store.RemoveProtector(store.GetProtectors().Single(info => info.Kind == ProtectorKind.KeyFile).Id);
        Assert.Equal("ProtectorIsLast", Assert.Throws<InvalidStateException>(() => store.RemoveProtector(changed.Id)).ErrorId);
        Assert.Equal("ProtectorNotFound", Assert.Throws<NotFoundException>(() => store.RemoveProtector("none")).ErrorId);
        _store.Close();
        Assert.Throws<AuthenticationFailedException>(() => SecurityStore.Open(_store.Path, one, _store.Clock));
        using EnterpriseSecurityManager again = EnterpriseSecurityManager.Open(_store.Path, two, _store.Clock);
        using SecretValue value = again.Secrets.Unprotect(SecretReference.ByName("kept"));
        Assert.Equal("value", value.RevealText());
    }

    [Fact]
    public void Three_of_five_recovery_shares_unlock_and_two_do_not()
    {
        (_, IReadOnlyList<string> shares) = _store.Manager.Store.AddRecoveryShares(3, 5);
        _store.Close();
        using (KeyProtector some = KeyProtector.FromRecoveryShares([shares[4], shares[0], shares[2]]))
        using (SecurityStore store = SecurityStore.Open(_store.Path, some, _store.Clock))
        {
            Assert.True(store.IsOpen);
        }

        Assert.Equal("RecoverySharesTooFew", Assert.Throws<InvalidInputException>(() => KeyProtector.FromRecoveryShares([shares[1], shares[3]])).ErrorId);
        Assert.Equal("RecoverySharesTooFew", Assert.Throws<InvalidInputException>(() => KeyProtector.FromRecoveryShares([shares[1], shares[1], shares[1]])).ErrorId);
        string mistyped = shares[0][..^1] + (shares[0][^1] == '0' ? '1' : '0');
        Assert.Equal("RecoveryShareMalformed", Assert.Throws<MalformedDataException>(() => KeyProtector.FromRecoveryShares([mistyped, shares[1], shares[2]])).ErrorId);
    }

    [Fact]
    public void An_environment_variable_unlocks()
    {
        string name = "ES_TEST_" + Guid.NewGuid().ToString("N");
        Environment.SetEnvironmentVariable(name, Convert.ToBase64String(new byte[32]));
        using KeyProtector variable = KeyProtector.FromEnvironmentVariable(name);
        _store.Manager.Store.AddProtector(variable);
        _store.Close();
        using SecurityStore store = SecurityStore.Open(_store.Path, variable, _store.Clock);
        Assert.Equal("EnvironmentKeyMissing", Assert.Throws<NotFoundException>(() => KeyProtector.FromEnvironmentVariable("ES_NOT_SET")).ErrorId);
    }

    [Fact]
    public void A_key_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_store.KeyPath, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Equal("KeyFileUnusable", Assert.Throws<InvalidInputException>(() => _store.Protector()).ErrorId);
    }

    [Fact]
    public void The_data_keys_rotate_and_every_record_is_written_anew()
    {
        for (int i = 0; i < 450; i++) Protect($"secret-{i}", $"value-{i}");
        StoreKeyRotation first = _store.Manager.Store.RotateKey(reencryptAll: false);
        Assert.Equal((2L, 450L), (first.Version, first.Remaining));
        Protect("new", "x");
        StoreKeyRotation second = _store.Manager.Store.ResumeReencryption();
        Assert.Equal((450L, 0L), (second.Reencrypted, second.Remaining));
        _store.Reopen();
        using SecretValue value = _store.Manager.Secrets.Unprotect(SecretReference.ByName("secret-449"));
        Assert.Equal("value-449", value.RevealText());
        StoreVerification verdict = _store.Manager.Store.Verify();
        Assert.True(verdict.IsValid, string.Join('\n', verdict.Findings));
        Assert.Equal(451, verdict.Records);
    }

    [Fact]
    public void A_backup_taken_in_use_restores_whole_and_a_damaged_one_restores_nothing()
    {
        Protect("a", "one");
        string file = Path.Combine(_store.Root, "backup");
        _store.Manager.Store.BackUp(file);
        Protect("b", "two");
        Assert.Equal("BackupTargetNotEmpty", Assert.Throws<InvalidStateException>(() => _store.Manager.Store.BackUp(file)).ErrorId);

        string target = Path.Combine(_store.Root, "restored");
        using KeyProtector protector = _store.Protector();
        Assert.True(SecurityStore.Restore(file, target, protector, _store.Clock).IsValid);
        using (EnterpriseSecurityManager restored = EnterpriseSecurityManager.Open(target, protector, _store.Clock))
        {
            Assert.Equal("a", Assert.Single(restored.Secrets.List()).Name);
            Assert.True(restored.Audit.Verify().IsValid);
        }

        byte[] bytes = File.ReadAllBytes(file);
        foreach (int at in new[] { 3, 40, 400, bytes.Length / 2, bytes.Length - 1 })
        {
            byte[] damaged = [.. bytes];
            damaged[at] ^= 1;
            File.WriteAllBytes(file, damaged);
            Assert.ThrowsAny<SecurityException>(() => SecurityStore.Restore(file, target + "2", protector, _store.Clock));
            Assert.False(Directory.Exists(target + "2"));
        }
    }

    [Fact]
    public void A_backup_is_restored_to_a_folder_however_its_path_ends()
    {
        Protect("a", "one");
        string file = Path.Combine(_store.Root, "backup");
        _store.Manager.Store.BackUp(file);
        string target = Path.Combine(_store.Root, "restored");
        using KeyProtector protector = _store.Protector();
        Assert.True(SecurityStore.Restore(file, target + Path.DirectorySeparatorChar, protector, _store.Clock).IsValid);
        using (EnterpriseSecurityManager restored = EnterpriseSecurityManager.Open(target, protector, _store.Clock)) Assert.Single(restored.Secrets.List());
        Assert.Equal(["backup", "key", "restored", "store"], Directory.GetFileSystemEntries(_store.Root).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_backup_that_was_not_made_stands_in_the_trail_as_one_that_failed()
    {
        string file = Path.Combine(_store.Root, "no-folder", "backup");
        Assert.Equal("StoreUnavailable", Assert.Throws<UnavailableException>(() => _store.Manager.Store.BackUp(file)).ErrorId);
        Assert.ThrowsAny<OperationCanceledException>(() => _store.Manager.Store.BackUp(Path.Combine(_store.Root, "backup"), null, new CancellationToken(canceled: true)));
        IEnumerable<AuditEntry> entries = _store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.StoreBackedUp });
        Assert.Equal(["success", "failure", "success", "failure"], entries.Select(entry => entry.Result));
    }

    [Fact]
    public void Long_work_tells_its_share_and_leaves_nothing_when_it_is_stopped()
    {
        Protect("a", "one");
        SecurityStore store = _store.Manager.Store;
        string backup = Path.Combine(_store.Root, "backup");
        string export = Path.Combine(_store.Root, "export");
        string trail = Path.Combine(_store.Root, "trail.json");
        string target = Path.Combine(_store.Root, "restored");
        using KeyProtector protector = _store.Protector();
        Action<IProgress<double>, CancellationToken>[] work =
        [
            (progress, stop) => store.BackUp(backup, progress, stop),
            (progress, stop) => SecurityStore.Restore(backup, target, protector, _store.Clock, progress, stop),
            (progress, stop) => _store.Manager.Secrets.Export(export, protector, null, progress, stop),
            (progress, stop) => _store.Manager.Secrets.Import(export, protector, ImportConflict.Overwrite, progress, stop),
            (progress, stop) => _store.Manager.Audit.Export(trail, AuditExportFormat.Json, cancellation: stop, progress: progress),
        ];
        foreach (Action<IProgress<double>, CancellationToken> one in work)
        {
            string[] before = Directory.GetFileSystemEntries(_store.Root);
            string id = _store.Manager.Secrets.Get(SecretReference.ByName("a")).Id;
            Assert.ThrowsAny<OperationCanceledException>(() => one(new Shares(), new CancellationToken(canceled: true)));
            Assert.Equal(before.Order(), Directory.GetFileSystemEntries(_store.Root).Order());
            Assert.Equal(id, _store.Manager.Secrets.Get(SecretReference.ByName("a")).Id);
            Shares shares = new();
            one(shares, default);
            Assert.NotEmpty(shares.Told);
            Assert.Equal(shares.Told.Order(), shares.Told);
            Assert.All(shares.Told, share => Assert.InRange(share, 0, 1));
        }

        Assert.Empty(store.Verify().Findings);
    }

    [Fact]
    public void The_beginning_of_the_trail_does_not_go_back_when_two_shorten_it_at_once()
    {
        SecurityStore store = _store.Manager.Store;
        foreach (int through in new[] { 2, 1 })
        {
            store.Write(new AuditNote(AuditAction.AuditTrimmed, "audit"), change =>
            {
                change.SetTrimmed(through, new byte[32]);
                return true;
            });
        }

        Assert.Equal(2, store.ReadHead().TrimmedSequence);
    }

    [Fact]
    public void A_data_key_of_a_rotation_that_failed_is_used_for_nothing()
    {
        SecurityStore store = _store.Manager.Store;
        Protect("before", "1");
        Assert.Throws<InvalidOperationException>(() => store.Write<bool>(new AuditNote(AuditAction.StoreKeyRotated, store.Id), change =>
        {
            change.AddDataKey(DataKeyKind.Symmetric);
            throw new InvalidOperationException();
        }));
        Protect("after", "2");

        Assert.Equal([1L], store.Keys.Versions);
        StoreVerification verdict = store.Verify();
        Assert.True(verdict.IsValid, string.Join('\n', verdict.Findings));
    }

    [Fact]
    public void A_failure_of_one_thread_does_not_disturb_another()
    {
        Protect("kept", "value");
        using CancellationTokenSource done = new();
        Thread failing = new(() =>
        {
            while (!done.IsCancellationRequested) Assert.Throws<NotFoundException>(() => _store.Manager.Secrets.Unprotect(SecretReference.ByName("absent")));
        });
        failing.Start();
        try
        {
            for (int i = 0; i < 2000; i++)
            {
                using SecretValue value = _store.Manager.Secrets.Unprotect(SecretReference.ByName("kept"));
                Assert.Equal("value", value.RevealText());
            }
        }
        finally
        {
            done.Cancel();
            failing.Join();
        }
    }

    [Fact]
    public void Two_handles_write_at_once_without_losing_anything()
    {
        using EnterpriseSecurityManager other = _store.Open();
        Parallel.For(0, 200, i =>
        {
            using SecretValue value = SecretValue.FromInt32(i);
            (i % 2 == 0 ? _store.Manager : other).Secrets.Protect($"s{i}", value);
        });
        Assert.Equal(200, _store.Manager.Secrets.List().Count);
        StoreVerification verdict = other.Store.Verify();
        Assert.True(verdict.IsValid, string.Join('\n', verdict.Findings));
    }

    [Fact]
    public void A_store_is_not_made_over_anything()
    {
        using KeyProtector protector = _store.Protector();
        Assert.Equal("StoreExists", Assert.Throws<AlreadyExistsException>(() => SecurityStore.Create(_store.Path, protector)).ErrorId);
        Assert.Equal("StoreNotFound", Assert.Throws<NotFoundException>(() => SecurityStore.Open(Path.Combine(_store.Root, "none"), protector)).ErrorId);
    }

    private void Protect(string name, string text)
    {
        using SecretValue value = SecretValue.FromText(text);
        _store.Manager.Secrets.Protect(name, value);
    }

    private sealed class Shares : IProgress<double>
    {
        public List<double> Told { get; } = [];

        public void Report(double value) => Told.Add(value);
    }
}
