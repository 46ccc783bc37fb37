using System.Diagnostics;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Ssh;

/// <summary>Modes, owners and links, as sshd's StrictModes sees them.</summary>
public sealed class SshAuthorizedKeysFileTests : IDisposable
{
    private const uint OtherUser = 54321;
    private const uint OtherGroup = 54322;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TemporaryHome _home = new();
    private readonly SshPublicKey _key;

    public SshAuthorizedKeysFileTests()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519, "ann@example");
        _key = key.PublicKey;
    }

    public void Dispose() => _home.Dispose();

    [UnixFact]
    public void What_is_new_is_owner_only()
    {
        _home.Keys.Add(_key);
        Assert.Equal(Private | UnixFileMode.UserExecute, Mode(_home.Folder));
        Assert.Equal(Private, Mode(_home.KeysPath));
        Assert.Equal(Private, Mode(_home.KeysPath + ".lock"));
        Assert.Empty(_home.Keys.CheckPermissions());
    }

    [UnixFact]
    public void A_file_keeps_its_mode()
    {
        _home.Write("# mine\n");
        SetMode(_home.KeysPath, Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        _home.Keys.Add(_key);
        Assert.Equal(Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead, Mode(_home.KeysPath));
        Assert.Empty(_home.Keys.CheckPermissions());
    }

    [UnixFact]
    public void Too_open_files_and_folders_are_reported_and_take_no_key()
    {
        _home.Write($"{_key.ToOpenSsh()}\n");
        foreach (string path in (string[])[_home.KeysPath, _home.Folder, _home.Root])
        {
            foreach (UnixFileMode right in (UnixFileMode[])[UnixFileMode.GroupWrite, UnixFileMode.OtherWrite])
            {
                UnixFileMode before = Mode(path);
                SetMode(path, before | right);
                SshPermissionFinding finding = Assert.Single(_home.Keys.CheckPermissions());
                Assert.Equal((path, SshPermissionProblem.WritableByOthers), (finding.Path, finding.Problem));
                if (path != _home.Root) Assert.Equal("SshAuthorizedKeysTooOpen", Assert.Throws<InvalidStateException>(() => _home.Keys.Add(_key)).ErrorId);
                SetMode(path, before);
            }
        }

        // Taking a key out is never held up.
        SetMode(_home.KeysPath, Private | UnixFileMode.OtherWrite);
        Assert.Single(_home.Keys.Remove(_key));
    }

    [UnixFact]
    public void A_link_stays_and_its_target_is_replaced()
    {
        string real = Directory.CreateDirectory(Path.Combine(_home.Root, "real")).FullName;
        Directory.CreateDirectory(Path.Combine(_home.Root, "real", "deep"));
        File.WriteAllText(Path.Combine(real, "keys"), "# mine\n");
        Directory.CreateSymbolicLink(_home.Folder, "real/deep");
        File.CreateSymbolicLink(_home.KeysPath, "../keys");
        _home.Keys.Add(_key);

        Assert.Equal("../keys", new FileInfo(_home.KeysPath).LinkTarget);
        Assert.Null(new FileInfo(Path.Combine(real, "keys")).LinkTarget);
        Assert.Equal($"# mine\n{_key.ToOpenSsh()}\n", File.ReadAllText(Path.Combine(real, "keys")));
    }

    [UnixFact]
    public void A_link_to_nothing_is_filled_and_a_circle_is_refused()
    {
        Directory.CreateDirectory(_home.Folder);
        File.CreateSymbolicLink(_home.KeysPath, "later");
        _home.Keys.Add(_key);
        Assert.Equal("later", new FileInfo(_home.KeysPath).LinkTarget);
        Assert.True(File.Exists(Path.Combine(_home.Folder, "later")));

        string circle = Path.Combine(_home.Root, "circle");
        File.CreateSymbolicLink(circle, circle);
        Assert.Equal("SshAuthorizedKeysUnavailable", Assert.Throws<UnavailableException>(() => new SshAuthorizedKeys(circle).Read()).ErrorId);
    }

    [UnixFact]
    public void What_is_no_plain_file_is_refused_at_once()
    {
        Directory.CreateDirectory(_home.KeysPath);
        Assert.Throws<UnavailableException>(() => _home.Keys.Read());
        Assert.Contains(_home.Keys.CheckPermissions(), finding => finding.Problem == SshPermissionProblem.NotAFile);
        string pipe = Path.Combine(_home.Root, "pipe");
        using Process make = Process.Start("mkfifo", [pipe]);
        make.WaitForExit();
        Assert.Equal("SshAuthorizedKeysUnavailable", Assert.Throws<UnavailableException>(() => new SshAuthorizedKeys(pipe).Read()).ErrorId);
    }

    [RootFact]
    public void Another_users_file_stays_that_users()
    {
        Give(_home.Root);
        _home.Keys.Add(_key);
        AssertOwned(_home.Folder);
        AssertOwned(_home.KeysPath);
        AssertOwned(_home.KeysPath + ".lock");
        Assert.Empty(_home.Keys.CheckPermissions());

        _home.Keys.Add(_key, [new("restrict")], replaceOptions: true);
        AssertOwned(_home.KeysPath);
        _home.Keys.Remove(_key);
        AssertOwned(_home.KeysPath);
        Assert.Equal(Private, Mode(_home.KeysPath));
    }

    [RootFact]
    public void A_users_link_does_not_lead_root_to_a_file_of_root()
    {
        string target = Path.Combine(_home.Root, "of-root");
        File.WriteAllText(target, "");
        Directory.CreateDirectory(_home.Folder);
        File.CreateSymbolicLink(_home.KeysPath, target);
        _home.Keys.Add(_key);
        string before = File.ReadAllText(target);

        Give(_home.KeysPath, "-h");
        Assert.Equal("SshAuthorizedKeysRefused", Assert.Throws<AccessRefusedException>(() => _home.Keys.Remove(_key)).ErrorId);
        Assert.Equal(before, File.ReadAllText(target));
        Give(target);
        Assert.Single(_home.Keys.Remove(_key));
    }

    [RootFact]
    public void A_file_of_a_third_user_is_reported()
    {
        _home.Keys.Add(_key);
        Give(_home.Root);
        Give(_home.Folder);
        using Process change = Process.Start("chown", ["777", _home.KeysPath]);
        change.WaitForExit();
        SshPermissionFinding finding = Assert.Single(_home.Keys.CheckPermissions());
        Assert.Equal((_home.KeysPath, SshPermissionProblem.OwnedByOther), (finding.Path, finding.Problem));
    }

    private static void AssertOwned(string path)
    {
        UnixFile file = UnixFile.Look(path)!.Value;
        Assert.Equal((OtherUser, OtherGroup), (file.Owner, file.Group));
    }

    private static void Give(string path, params string[] options)
    {
        using Process change = Process.Start("chown", [.. options, $"{OtherUser}:{OtherGroup}", path]);
        change.WaitForExit();
        Assert.Equal(0, change.ExitCode);
    }

#pragma warning disable CA1416 // These tests do not run on Windows.
    private static UnixFileMode Mode(string path) => File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode) => File.SetUnixFileMode(path, mode);
#pragma warning restore CA1416

    private sealed class UnixFactAttribute : FactAttribute
    {
        public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no modes." : null;
    }

    private sealed class RootFactAttribute : FactAttribute
    {
        public RootFactAttribute() => Skip = OperatingSystem.IsWindows() || UnixFile.CurrentUser != UnixFile.Root ? "Only root can give files away." : null;
    }
}
