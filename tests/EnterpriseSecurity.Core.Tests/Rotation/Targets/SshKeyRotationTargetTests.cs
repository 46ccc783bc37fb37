using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Rotation.Targets;

public sealed class SshKeyRotationTargetTests() : FileRotationTargetContract("ssh")
{
    private SshKeyManager Keys => Store.Manager.SshKeys;

    protected override bool FallsByTheClock => false;

    protected override string Action => AuditAction.SshKeyRotated;

    [Fact]
    public void The_files_follow_the_steps()
    {
        SshKeyInfo old = Keys.Create(Name, new SshKeyOptions { KeyType = SshKeyType.Ecdsa384, Comment = "kept" });
        byte[] oldFile = File.ReadAllBytes(old.Path);
        Steps.Issue(Name);
        Assert.Equal([Name, Name + ".pub"], Files());
        Steps.Stage();
        Assert.Equal([Name, Name + ".next", Name + ".next.pub", Name + ".pub"], Files());
        Assert.Equal(Steps.Value, File.ReadAllBytes(old.Path + ".next"));
        Assert.True(OwnerOnlyFile.IsOwnerOnly(old.Path + ".next"));
        Assert.Equal(oldFile, File.ReadAllBytes(old.Path));
        Store.Clock.Advance(TimeSpan.FromDays(3));
        Steps.Promote();

        string backup = Name + ".backup.20260304T120000Z";
        Assert.Equal([Name, backup, backup + ".pub", Name + ".pub"], Files());
        Assert.Equal(oldFile, File.ReadAllBytes(Path.Combine(Folder, backup)));
        SshKeyInfo made = Keys.Get(Name);
        Assert.Equal((SshKeyType.Ecdsa384, "kept", 1, SshKeyState.Present, old.Id), (made.KeyType!.Value, made.Comment, made.RotationCount, made.State, made.Id));
        Assert.Equal(SshPublicKey.Parse(File.ReadAllText(made.PublicKeyPath!)), Keys.GetPublicKey(Name));
        Steps.Retire();
        Assert.Equal([Name, Name + ".pub"], Files());
    }

    [Fact]
    public void An_encrypted_key_takes_its_passphrase_and_keeps_it()
    {
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("words");
        using SecretBuffer wrong = SecretBuffer.FromUtf8("other");
        Keys.Create(Name, new SshKeyOptions { Passphrase = passphrase, BcryptRounds = 2 });
        Assert.Throws<AuthenticationFailedException>(() => Steps.Issue(Name));
        Assert.Throws<AuthenticationFailedException>(() => Steps.Issue(Name, new RotationParameters { Passphrase = wrong }));

        Steps.Issue(Name, new RotationParameters { Passphrase = passphrase });
        Steps.Stage();
        Steps.Promote();

        Assert.Throws<AuthenticationFailedException>(() => Keys.Open(Name).Dispose());
        Keys.Open(Name, passphrase).Dispose();
        Steps.Revert();
        Keys.Open(Name, passphrase).Dispose();
    }

    [Fact]
    public void A_file_that_is_in_the_way_is_left_as_it_is()
    {
        Create();
        SshKeyInfo other = Keys.Create(Name + ".next");
        Assert.Equal("SshKeyExists", Assert.Throws<AlreadyExistsException>(() => Steps.Issue(Name)).ErrorId);
        Keys.Remove(Name + ".next");
        Steps.Issue(Name);
        other = Keys.Create(Name + ".next");

        Assert.Equal("SshKeyExists", Assert.Throws<AlreadyExistsException>(() => Steps.Stage()).ErrorId);
        Steps.Discard();
        Store.Reopen();

        Assert.Equal((other.Fingerprint, SshKeyState.Present), (Keys.Get(Name + ".next").Fingerprint, Keys.Get(Name + ".next").State));
        AssertSound();
    }

    [Fact]
    public void While_it_is_staged_nobody_takes_its_file_name()
    {
        Begin();
        Steps.Stage();

        Assert.Equal("SshKeyFileExists", Assert.Throws<AlreadyExistsException>(() => Keys.Create(Name + ".next")).ErrorId);
        AssertAccepted(old: true, successor: true, named: Steps.OldId);
    }

    [Fact]
    public void A_key_that_is_removed_meanwhile_takes_the_other_files_with_it()
    {
        Begin();
        Steps.Stage();
        Keys.Remove(Name);
        Assert.Empty(Files());
        Assert.Equal("SshKeyNotFound", Assert.Throws<NotFoundException>(() => Steps.Promote()).ErrorId);
        Steps.Discard();

        Create();
        Steps.Issue(Name);
        Steps.Promote();
        Keys.Remove(Name);

        Assert.Empty(Files());
        Assert.Equal("RotationPredecessorGone", Assert.Throws<InvalidStateException>(() => Steps.Revert()).ErrorId);
        Steps.Retire();
        AssertSound();
    }

    [Fact]
    public void Files_that_somebody_deleted_come_back_when_the_store_is_opened()
    {
        Begin();
        Steps.Stage();
        File.Delete(Path.Combine(Folder, Name + ".next"));
        Store.Reopen();
        AssertAccepted(old: true, successor: true, named: Steps.OldId);
        Steps.Promote();
        foreach (string backup in Directory.EnumerateFiles(Folder, "*.backup.*")) File.Delete(backup);
        Store.Reopen();
        AssertAccepted(old: true, successor: true, named: Steps.NewId);
    }

    [Fact]
    public void A_passphrase_that_is_set_meanwhile_is_kept()
    {
        Begin();
        Steps.Stage();
        using SecretBuffer first = SecretBuffer.FromUtf8("first");
        using SecretBuffer second = SecretBuffer.FromUtf8("second");
        Keys.SetPassphrase(Name, null, first, 2);
        Steps.Promote();
        Keys.Open(Name).Dispose();
        Keys.SetPassphrase(Name, null, second, 2);
        Store.Reopen();
        Keys.Open(Name, second).Dispose();

        Steps.Revert();

        Keys.Open(Name, first).Dispose();
        Assert.Equal(SshKeyState.Present, Keys.Get(Name).State);
        AssertSound();
    }

    [Fact]
    public void A_key_outside_of_the_store_has_its_files_beside_it()
    {
        string path = Path.Combine(Store.Root, "elsewhere");
        Keys.Create(Name, new SshKeyOptions { Path = path });
        Steps.Issue(Name);
        Steps.Stage();
        Assert.True(File.Exists(path + ".next"));

        Steps.Promote(settle: false);
        Store.Reopen();
        Keys.Open(Name).Dispose();
        Assert.Equal(Steps.Value, File.ReadAllBytes(path));
        Assert.Single(Directory.EnumerateFiles(Store.Root, "elsewhere.backup.*Z"));

        Steps.Retire();
        Assert.Equal(["elsewhere", "elsewhere.pub"], Directory.EnumerateFiles(Store.Root, "elsewhere*").Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Files_are_written_and_replaced_on_the_machine_that_has_them_only()
    {
        Begin();
        Steps.Stage(settle: false);
        OnAnotherMachine(() =>
        {
            Steps.Settle();
            Assert.Equal("SshKeyFileElsewhere", Assert.Throws<IntegrityException>(() => Steps.Promote()).ErrorId);
        });
        AssertAccepted(old: true, successor: true, named: Steps.OldId);
        Steps.Promote();
        OnAnotherMachine(() => Assert.Equal("SshKeyFileElsewhere", Assert.Throws<IntegrityException>(() => Steps.Revert()).ErrorId));
        AssertAccepted(old: true, successor: true, named: Steps.NewId);
        OnAnotherMachine(() => Steps.Retire());

        AssertAccepted(old: false, successor: true, named: Steps.NewId);
    }

    [Fact]
    public void A_file_with_another_key_is_not_rotated()
    {
        Create();
        SshKeyInfo other = Keys.Create("other");
        Steps.Issue(Name);
        Steps.Stage();
        File.Copy(other.Path, Keys.Get(Name).Path, overwrite: true);

        Assert.Equal("SshKeyFileChanged", Assert.Throws<IntegrityException>(() => Steps.Promote()).ErrorId);
        Assert.Equal("SshKeyFileChanged", Assert.Throws<IntegrityException>(() => Steps.Issue(Name)).ErrorId);
        Assert.Equal(File.ReadAllBytes(other.Path), File.ReadAllBytes(Path.Combine(Folder, Name)));
        File.Delete(Path.Combine(Folder, Name));
        Assert.Equal("SshKeyFileElsewhere", Assert.Throws<IntegrityException>(() => Steps.Promote()).ErrorId);
    }

    private protected override IRotationTarget TargetOf(EnterpriseSecurityManager manager) => new SshKeyRotationTarget(manager.SshKeys);

    protected override string Create() => Keys.Create(Name).Name;

    protected override string NameGives()
    {
        using SshPrivateKey key = Keys.Open(Name);
        Assert.Equal(SshKeyState.Present, Keys.Get(Name).State);
        return $"{Keys.Get(Name).Id}.{key.PublicKey.GetFingerprint()}";
    }

    protected override bool IsAccepted(string id) => Files().Where(file => !file.EndsWith(".pub", StringComparison.Ordinal)).Any(file =>
    {
        using SshPrivateKey key = SshPrivateKeyFile.Read(File.ReadAllBytes(Path.Combine(Folder, file)));
        Assert.Equal(key.PublicKey, SshPublicKey.Parse(File.ReadAllText(Path.Combine(Folder, file + ".pub"))));
        return id.EndsWith(key.PublicKey.GetFingerprint(), StringComparison.Ordinal);
    });

    protected override void ReplaceByHand() => Keys.Rotate(Name, new SshKeyRotationOptions { KeepBackup = false });
}
