using System.Collections.Concurrent;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshKeyFilesTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly SshKeyFiles _files = new();

    private SshKeyManager Keys => _store.Manager.SshKeys;

    public void Dispose() => _store.Dispose();

    [LinuxFact]
    public void A_key_that_is_replaced_without_a_backup_is_overwritten_where_it_was()
    {
        SshKeyRotationOptions options = new() { KeepBackup = false };
        string loose = _files.Create(new SshKeyOptions { Path = PathOf("loose") }).Path;
        string managed = Keys.Create("managed").Path;

        AssertErased(loose, () => _files.Rotate(loose, options));
        AssertErased(managed, () => Keys.Rotate("managed", options));
    }

    [Fact]
    public void An_empty_passphrase_takes_no_protection_away()
    {
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("words");
        using SecretBuffer none = new(0);
        SshKeyInfo key = _files.Create(new SshKeyOptions { Path = PathOf("locked"), Passphrase = passphrase, BcryptRounds = 2 });
        using SecretBuffer content = SshKeyFiles.ReadContent(key.Path);

        AssertRefused(() => _files.Rotate(key.Path, new SshKeyRotationOptions { Passphrase = passphrase, NewPassphrase = none }));
        AssertRefused(() => _files.Convert(key.Path, passphrase, PathOf("copy"), SshPrivateKeyFormat.Pkcs8, none));
        AssertRefused(() => Keys.Import("in", content.Memory, passphrase, new SshKeyOptions { Passphrase = none }));

        Assert.Equal(key.Fingerprint, _files.Get(key.Path).Fingerprint);
        Assert.False(File.Exists(PathOf("copy")));
        Assert.Empty(Keys.List());
    }

    [Fact]
    public void A_key_whose_place_is_taken_by_another_keeps_what_a_crash_left_of_it()
    {
        string path = PathOf("elsewhere");
        SshKeyInfo owner = Keys.Create("owner", new SshKeyOptions { Path = path });
        foreach (string end in new[] { "", ".pub" }) File.Move(path + end, PathOf($".elsewhere.next{end}"));

        Assert.Throws<AlreadyExistsException>(() => Keys.Create("other", new SshKeyOptions { Path = path }));

        Assert.Equal((SshKeyState.Present, owner.Fingerprint), (Keys.Get("owner").State, _files.Get(path).Fingerprint));
    }

    [Fact]
    public void A_key_whose_file_is_another_s_now_is_removed_without_that_file()
    {
        string path = PathOf("elsewhere");
        Keys.Create("lost", new SshKeyOptions { Path = path });
        File.Delete(path);
        File.Delete(path + ".pub");
        SshKeyInfo owner = Keys.Create("owner", new SshKeyOptions { Path = path });

        Keys.Remove("lost");

        Assert.Equal((SshKeyState.Present, owner.Fingerprint), (Keys.Get("owner").State, _files.Get(path).Fingerprint));
        Assert.True(File.Exists(path + ".pub"));
    }

    [PermissionFact]
    public void A_key_that_is_read_only_is_removed_and_replaced_too()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (string name in (string[])["removed", "replaced"])
        {
            SshKeyInfo key = _files.Create(new SshKeyOptions { Path = PathOf(name) });
            File.SetUnixFileMode(key.Path, UnixFileMode.UserRead);
        }

        _files.Remove(PathOf("removed"));
        _files.Rotate(PathOf("replaced"), new SshKeyRotationOptions { KeepBackup = false });

        Assert.DoesNotContain(Directory.EnumerateFiles(_store.Root), path => path.Contains("removed", StringComparison.Ordinal));
        _files.Open(PathOf("replaced")).Dispose();
    }

    [Fact]
    public void Of_those_who_make_a_key_in_one_place_at_once_one_does()
    {
        for (int round = 0; round < 50; round++)
        {
            string path = PathOf($"key{round}");
            ConcurrentBag<string> made = [];
            ConcurrentBag<string> refused = [];

            Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
            {
                try
                {
                    made.Add(_files.Create(new SshKeyOptions { Path = path }).Fingerprint!);
                }
                catch (AlreadyExistsException error)
                {
                    refused.Add(error.ErrorId);
                }
            });

            Assert.Equal(Assert.Single(made), _files.Get(path).Fingerprint);
            Assert.Equal(["SshKeyFileExists", "SshKeyFileExists", "SshKeyFileExists"], refused);
            Assert.True(_files.Validate(path).IsValid);
        }
    }

    [Fact]
    public void Those_who_replace_a_key_file_at_once_follow_one_another()
    {
        string path = _files.Create(new SshKeyOptions { Path = PathOf("busy") }).Path;
        ConcurrentBag<SshKeyRotation> rotations = [];

        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => rotations.Add(_files.Rotate(path)));

        Assert.True(_files.Validate(path).IsValid);
        Assert.Equal(12, rotations.Select(rotation => rotation.PreviousFingerprint).Distinct().Count());
        Assert.All(rotations, rotation => Assert.Equal(rotation.PreviousFingerprint, _files.Get(rotation.BackupPath!).Fingerprint));
    }

    private static void AssertRefused(Action change) => Assert.Equal("SshPassphraseEmpty", Assert.Throws<InvalidInputException>(change).ErrorId);

    private static void AssertErased(string path, Action replace)
    {
        using FileStream old = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] before = File.ReadAllBytes(path);

        replace();

        byte[] after = new byte[before.Length];
        old.ReadExactly(after);
        Assert.NotEqual(before, after);
        Assert.NotEqual(before, File.ReadAllBytes(path));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.backup.*"));
    }

    private string PathOf(string name) => Path.Combine(_store.Root, name);
}
