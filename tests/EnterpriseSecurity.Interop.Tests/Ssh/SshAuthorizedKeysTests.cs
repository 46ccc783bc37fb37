using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Interop.Tests.Ssh;

public sealed class SshAuthorizedKeysTests : IDisposable
{
    // Not in /tmp: sshd looks at every folder up to the home folder or the root.
    private readonly string _home = Directory.CreateDirectory(
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), $".ssh-interop-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [NativeFact("ssh-keygen")]
    public void Ssh_keygen_lists_what_we_wrote()
    {
        SshAuthorizedKeys file = new(KeysPath);
        List<string> expected = [];
        foreach (SshKeyType type in Enum.GetValues<SshKeyType>())
        {
            using SshPrivateKey key = SshPrivateKey.Generate(type);
            file.Add(key.PublicKey, [new("command", "echo \"a, b\" \\n"), new("from", "10.0.0.0/8,!10.0.0.1"), new("no-pty")], $"{type} key");
            expected.Add($"{key.Bits} {key.PublicKey.GetFingerprint()} {type} key");
        }

        string[] lines = NativeTool.Run("ssh-keygen", ["-l", "-f", KeysPath]).Succeeded().Output.TrimEnd().Split('\n');
        Assert.Equal(expected.Count, lines.Length);
        Assert.All(expected.Zip(lines), pair => Assert.StartsWith(pair.First, pair.Second));
    }

    [NativeFact("sshd", "ssh")]
    public void Sshd_lets_in_whom_the_file_lets_in()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519, "ann@example");
        WriteKey("id", key);
        using SshPrivateKey host = SshPrivateKey.Generate(SshKeyType.Ed25519);
        WriteKey("host", host);
        SshAuthorizedKeys file = new(KeysPath);

        AssertRefused();
        file.Add(key.PublicKey, [new("restrict"), new("command", "echo \"forced, quoted\" \\\\ $WHO"), new("environment", "WHO=ann, \"b\"")]);
        Assert.Equal("forced, quoted \\ ann, \"b\"\n", LogIn().Succeeded().Output);

        // Debian's sshd lets a group with a single member write; nobody's lets everybody.
        NativeTool.Run("chmod", ["o+w", KeysPath]).Succeeded();
        Assert.NotEmpty(file.CheckPermissions());
        AssertRefused();
        NativeTool.Run("chmod", ["o-w", KeysPath]).Succeeded();

        file.Add(key.PublicKey, [new("from", "192.0.2.0/24")], replaceOptions: true);
        AssertRefused();
        file.Add(key.PublicKey, [new("cert-authority"), new("principals", "root")], replaceOptions: true);
        AssertRefused();
        file.Add(key.PublicKey, [new("expiry-time", "20200101")], replaceOptions: true);
        AssertRefused();
        file.Add(key.PublicKey, [new("from", "192.0.2.0/24,unknown"), new("expiry-time", "20900101Z"), new("permitopen", "[::1]:80"), new("permitlisten", "8080"), new("tunnel", "any")], replaceOptions: true);
        Assert.Equal("plain\n", LogIn("echo plain").Succeeded().Output);
        file.RemoveByFingerprint(key.PublicKey.GetFingerprint());
        AssertRefused();
    }

    private string KeysPath => Path.Combine(_home, ".ssh", "authorized_keys");

    private void AssertRefused()
    {
        ToolResult result = LogIn();
        Assert.Equal(255, result.ExitCode);
        Assert.Contains("Permission denied (publickey", result.Errors);
    }

    private void WriteKey(string name, SshPrivateKey key)
    {
        using SecretBuffer file = SshPrivateKeyFile.WriteOpenSsh(key);
        OwnerOnlyFile.WriteNew(Path.Combine(_home, name), file.Span);
    }

    /// <summary>Logs in over a pipe to a server of its own, which ends with the connection.</summary>
    private ToolResult LogIn(string command = "true")
    {
        // Where no service has made it yet; only root's sshd asks for it.
        if (UnixFile.CurrentUser == UnixFile.Root) Directory.CreateDirectory("/run/sshd");
        string server = $"{NativeTool.Find("sshd")} -i -f /dev/null -h {_home}/host -o UsePAM=no -o PermitRootLogin=yes -o PermitUserEnvironment=yes -o StrictModes=yes -o AuthorizedKeysFile={KeysPath}";
        return NativeTool.Run("ssh", ["-F", "/dev/null", "-i", Path.Combine(_home, "id"), "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", $"ProxyCommand={server}", $"{Environment.UserName}@localhost", command]);
    }
}
