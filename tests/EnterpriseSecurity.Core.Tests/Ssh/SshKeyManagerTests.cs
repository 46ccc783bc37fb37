using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshKeyManagerTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private SshKeyManager Keys => _store.Manager.SshKeys;

    private string Folder => Path.Combine(_store.Path, "ssh");

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(SshKeyType.Ed25519, 256)]
    [InlineData(SshKeyType.Ecdsa256, 256)]
    [InlineData(SshKeyType.Ecdsa521, 521)]
    [InlineData(SshKeyType.Rsa2048, 2048)]
    public void A_new_key_is_known_by_name_and_lies_in_two_owner_only_files(SshKeyType type, int bits)
    {
        SshKeyInfo made = Keys.Create("deploy", new SshKeyOptions { KeyType = type, Comment = "ci" });

        Assert.Equal(Path.Combine(Folder, "deploy"), made.Path);
        Assert.Equal(made.Path + ".pub", made.PublicKeyPath);
        Assert.Equal((type, bits, "ci", false, SshKeyState.Present), (made.KeyType!.Value, made.Bits, made.Comment, made.HasPassphrase, made.State));
        Assert.True(OwnerOnlyFile.IsOwnerOnly(made.Path));
        Assert.Equal(made with { Age = default }, Keys.Get("DEPLOY") with { Age = default });
        Assert.Equal(SshPublicKey.Parse(File.ReadAllText(made.PublicKeyPath!)), Keys.GetPublicKey("deploy"));
        using SshPrivateKey key = Keys.Open("deploy");
        Assert.Equal(made.Fingerprint, key.PublicKey.GetFingerprint());
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    [InlineData("NUL")]
    [InlineData(".hidden")]
    [InlineData("")]
    public void A_name_that_is_no_file_name_makes_nothing(string name)
    {
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => Keys.Create(name)).ErrorId);

        Assert.Empty(Keys.List());
        Assert.Equal([".lock"], Directory.EnumerateFiles(Folder).Select(Path.GetFileName).DefaultIfEmpty(".lock"));
        Assert.Equal(AuditResult.Failure, Entries(AuditAction.SshKeyGenerated).Single().Result);
    }

    [Fact]
    public void A_taken_name_and_a_taken_path_are_left_as_they_are()
    {
        SshKeyInfo made = Keys.Create("one");
        byte[] before = File.ReadAllBytes(made.Path);
        string elsewhere = Path.Combine(_store.Root, "other");
        File.WriteAllText(elsewhere, "mine");

        Assert.Equal("SshKeyExists", Assert.Throws<AlreadyExistsException>(() => Keys.Create("ONE")).ErrorId);
        Assert.Equal("SshKeyFileExists", Assert.Throws<AlreadyExistsException>(() => Keys.Create("two", new SshKeyOptions { Path = elsewhere })).ErrorId);

        Assert.Equal(before, File.ReadAllBytes(made.Path));
        Assert.Equal("mine", File.ReadAllText(elsewhere));
        Assert.Single(Keys.List());
    }

    [Fact]
    public void A_passphrase_is_asked_for_and_can_be_changed_and_taken_away()
    {
        using SecretBuffer first = SecretBuffer.FromUtf8("first");
        using SecretBuffer second = SecretBuffer.FromUtf8("second");
        SshKeyInfo made = Keys.Create("p", new SshKeyOptions { Passphrase = first, BcryptRounds = 2 });
        Assert.True(made.HasPassphrase);
        Assert.Equal("SshPassphraseRequired", Assert.Throws<AuthenticationFailedException>(() => Keys.Open("p")).ErrorId);
        Assert.Equal("SshPassphraseWrong", Assert.Throws<AuthenticationFailedException>(() => Keys.SetPassphrase("p", second, first, 2)).ErrorId);

        Assert.True(Keys.SetPassphrase("p", first, second, 2).HasPassphrase);
        Keys.Open("p", second).Dispose();
        SshKeyInfo plain = Keys.RemovePassphrase("p", second);

        Assert.False(plain.HasPassphrase);
        Assert.Equal(made.Fingerprint, plain.Fingerprint);
        Keys.Open("p").Dispose();
        Assert.Equal("SshKeyHasNoPassphrase", Assert.Throws<InvalidStateException>(() => Keys.RemovePassphrase("p", null)).ErrorId);
        Assert.Equal([AuditResult.Denied, AuditResult.Success], Entries(AuditAction.SshKeyPassphraseChanged).Select(entry => entry.Result));
    }

    [Fact]
    public void Rotation_keeps_kind_comment_and_passphrase_and_a_dated_backup()
    {
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("words");
        SshKeyInfo old = Keys.Create("r", new SshKeyOptions { KeyType = SshKeyType.Ecdsa384, Comment = "kept", Passphrase = passphrase, BcryptRounds = 2 });
        byte[] oldFile = File.ReadAllBytes(old.Path);
        _store.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Throws<AuthenticationFailedException>(() => Keys.Rotate("r"));

        SshKeyRotation rotation = Keys.Rotate("r", new SshKeyRotationOptions { Passphrase = passphrase, BcryptRounds = 2 });

        Assert.Equal(old.Fingerprint, rotation.PreviousFingerprint);
        Assert.NotEqual(old.Fingerprint, rotation.Key.Fingerprint);
        Assert.Equal((SshKeyType.Ecdsa384, "kept", true, 1), (rotation.Key.KeyType!.Value, rotation.Key.Comment, rotation.Key.HasPassphrase, rotation.Key.RotationCount));
        Assert.Equal(Path.Combine(Folder, "r.backup.20260304T120000Z"), rotation.BackupPath);
        Assert.Equal(oldFile, File.ReadAllBytes(rotation.BackupPath!));
        Keys.Open("r", passphrase).Dispose();
        Assert.Equal(rotation.Key.Fingerprint, Keys.Get("r").Fingerprint);
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void Rotation_without_backup_leaves_no_old_file()
    {
        Keys.Create("r");

        Assert.Null(Keys.Rotate("r", new SshKeyRotationOptions { KeepBackup = false, KeyType = SshKeyType.Ecdsa256 }).BackupPath);

        Assert.Equal(["r", "r.pub"], KeyFiles());
        Assert.Equal(SshKeyType.Ecdsa256, Keys.Get("r").KeyType);
    }

    [Fact]
    public void A_removed_key_is_gone_with_its_files()
    {
        Keys.Create("gone");

        Keys.Remove("gone");

        Assert.Empty(KeyFiles());
        Assert.Equal("SshKeyNotFound", Assert.Throws<NotFoundException>(() => Keys.Get("gone")).ErrorId);
        Assert.Equal("SshKeyNotFound", Assert.Throws<NotFoundException>(() => Keys.Remove("gone")).ErrorId);
        Keys.Create("gone");
    }

    [Fact]
    public void A_file_with_another_key_is_named_and_not_used()
    {
        SshKeyInfo a = Keys.Create("a");
        SshKeyInfo b = Keys.Create("b");
        File.Copy(b.Path, a.Path, overwrite: true);
        File.Delete(b.Path);

        Assert.Equal(SshKeyState.Changed, Keys.Get("a").State);
        Assert.Equal(SshKeyState.Missing, Keys.Get("b").State);
        Assert.Equal(a.Fingerprint, Keys.Get("a").Fingerprint);
        Assert.Equal("SshKeyFileChanged", Assert.Throws<IntegrityException>(() => Keys.Open("a")).ErrorId);
        Assert.Throws<IntegrityException>(() => Keys.Rotate("a"));
        Assert.Throws<NotFoundException>(() => Keys.Rotate("b"));
        Assert.False(Keys.Validate("a").IsValid);
        StoreVerification verdict = _store.Manager.Store.Verify();
        Assert.Equal([("SshKey", "a"), ("SshKey", "b")], verdict.Findings.Select(finding => (finding.Kind, finding.Subject)));
    }

    [Fact]
    public void Many_keys_are_made_at_once_and_all_or_none_of_a_group()
    {
        string[] names = [.. Enumerable.Range(1, 300).Select(i => $"node_{i}")];

        SshKeyInfo[] made = [.. Keys.CreateMany(names)];

        Assert.Equal(names, made.Select(key => key.Name));
        Assert.Equal(300, made.Select(key => key.Fingerprint).Distinct().Count());
        Assert.All(made, key => Assert.Equal(SshKeyState.Present, key.State));
        Assert.Equal(300, Entries(AuditAction.SshKeyGenerated).Count);
        Assert.Throws<AlreadyExistsException>(() => Keys.CreateMany(["new", "node_7"]).ToList());
        Assert.Equal(300, Keys.List().Count);
        Assert.Equal(600, KeyFiles().Length);
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void What_a_crash_staged_is_finished_when_its_record_was_committed_and_thrown_away_when_not()
    {
        SshKeyInfo committed = Keys.Create("committed");
        SshKeyInfo not = Keys.Create("not");
        Hide(committed.Path, ".next");
        File.WriteAllText(Path.Combine(Folder, ".not.next"), "half of a key");
        File.WriteAllText(Path.Combine(Folder, ".never.next.pub"), "half of a key");

        _store.Reopen();

        Assert.Equal(["committed", "committed.pub", "not", "not.pub"], KeyFiles());
        Assert.Equal(committed.Fingerprint, Keys.Get("committed").Fingerprint);
        Assert.Equal((SshKeyState.Present, not.Fingerprint), (Keys.Get("not").State, Keys.Get("not").Fingerprint));
    }

    [Fact]
    public void A_removal_that_a_crash_cut_off_is_taken_back_or_finished()
    {
        SshKeyInfo kept = Keys.Create("kept");
        SshKeyInfo gone = Keys.Create("gone");
        Hide(kept.Path, ".removed");
        string copy = File.ReadAllText(gone.Path);
        Keys.Remove("gone");
        File.WriteAllText(Path.Combine(Folder, ".gone.removed"), copy);

        _store.Reopen();

        Assert.Equal(["kept", "kept.pub"], KeyFiles());
        Keys.Open("kept").Dispose();
    }

    [Fact]
    public void Another_session_sees_what_this_one_does()
    {
        using EnterpriseSecurityManager other = _store.Open();
        Keys.Create("shared");
        Keys.Rotate("shared");

        Assert.Equal(Keys.Get("shared").Fingerprint, other.SshKeys.Get("shared").Fingerprint);
        other.SshKeys.Remove("shared");
        Assert.Throws<NotFoundException>(() => Keys.Get("shared"));
    }

    [Fact]
    public async Task Threads_that_change_one_key_at_once_lose_nothing()
    {
        Keys.Create("busy");

        await Parallel.ForEachAsync(Enumerable.Range(0, 12), new ParallelOptions { MaxDegreeOfParallelism = 4 }, (_, _) =>
        {
            Keys.Rotate("busy");
            Keys.Get("busy");
            return ValueTask.CompletedTask;
        });

        SshKeyInfo key = Keys.Get("busy");
        Assert.Equal((12, SshKeyState.Present), (key.RotationCount, key.State));
        Assert.Equal(12, Directory.EnumerateFiles(Folder, "busy.backup.*").Count(path => !path.EndsWith(".pub", StringComparison.Ordinal)));
        Assert.True(Keys.Validate("busy").IsValid);
    }

    [Fact]
    public void An_imported_key_keeps_comment_and_passphrase()
    {
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("words");
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ecdsa256, "from elsewhere");
        using SecretBuffer file = SshPrivateKeyFile.WriteOpenSsh(key, passphrase.Span, 2);
        Assert.Throws<AuthenticationFailedException>(() => Keys.Import("in", file.Memory));

        SshKeyInfo made = Keys.Import("in", file.Memory, passphrase, new SshKeyOptions { BcryptRounds = 2 });

        Assert.Equal(("from elsewhere", true, key.PublicKey.GetFingerprint()), (made.Comment, made.HasPassphrase, made.Fingerprint));
        Assert.Equal("SshKeyMalformed", Assert.Throws<MalformedDataException>(() => Keys.Import("bad", TemporaryStore.Utf8("no key"))).ErrorId);
    }

    [Fact]
    public void A_backup_brings_the_keys_back_with_the_store()
    {
        SshKeyInfo made = Keys.Create("saved");
        string backup = Path.Combine(_store.Root, "backup");
        _store.Manager.Store.BackUp(backup);
        string place = Path.Combine(_store.Root, "restored");
        using KeyProtector protector = _store.Protector();
        SecurityStore.Restore(backup, place, protector, _store.Clock);

        using EnterpriseSecurityManager restored = EnterpriseSecurityManager.Open(place, protector, _store.Clock);
        Assert.Equal((SshKeyState.Present, made.Fingerprint), (restored.SshKeys.Get("saved").State, restored.SshKeys.Get("saved").Fingerprint));
    }

    private void Hide(string path, string suffix)
    {
        foreach (string end in new[] { "", ".pub" }) File.Move(path + end, Path.Combine(Folder, $".{Path.GetFileName(path)}{suffix}{end}"));
    }

    private string[] KeyFiles() => [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)!).Where(name => name != ".lock").Order(StringComparer.Ordinal)];

    private List<AuditEntry> Entries(string action) => [.. _store.Manager.Audit.Read(new AuditFilter { Action = action })];
}
