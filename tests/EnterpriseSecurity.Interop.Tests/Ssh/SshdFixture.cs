using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Interop.Tests.Ssh;

/// <summary>
/// A real sshd on a free port of the loopback interface, with a configuration, host key and authorized keys of its
/// own, run by and for the present user. The client side is the real ssh, told to look at no other file.
/// </summary>
internal sealed class SshdFixture : IDisposable
{
    private const int Attempts = 5;
    private readonly NativeServer _server;
    private readonly int _port;

    public SshdFixture()
    {
        Folder = Directory.CreateTempSubdirectory("sshd").FullName;
        MakePrivilegeSeparationFolder();
        using SshPrivateKey hostKey = SshPrivateKey.Generate(SshKeyType.Ed25519, "host");
        TestKeyFiles.Write(Folder, "host_key", hostKey);
        Authorize();
        TrustAuthorities();
        (_server, _port) = Start();
        File.WriteAllText(InFolder("known_hosts"), $"[127.0.0.1]:{_port} {hostKey.PublicKey.ToOpenSsh()}\n");
    }

    /// <summary>The user who signs in, and whom the server runs as.</summary>
    public static string User => Environment.UserName;

    /// <summary>Where a test may put its files.</summary>
    public string Folder { get; }

    /// <summary>What the server says of its connections.</summary>
    public string Log => _server.Log;

    /// <summary>Lets these keys in, and no others.</summary>
    public void Authorize(params SshPublicKey[] keys) => AuthorizeLines([.. keys.Select(key => key.ToOpenSsh())]);

    /// <summary>Writes the authorized_keys file.</summary>
    public void AuthorizeLines(params string[] lines) => File.WriteAllLines(InFolder("authorized_keys"), lines);

    /// <summary>Trusts the user certificates of these authorities, and of no others.</summary>
    public void TrustAuthorities(params SshPublicKey[] keys) => File.WriteAllLines(InFolder("authorities"), keys.Select(key => key.ToOpenSsh()));

    /// <summary>Signs in with an identity file and has the server echo a text.</summary>
    /// <param name="identityFile">The private key file, or the public one of a key that an agent holds.</param>
    /// <param name="text">What to echo.</param>
    /// <param name="options">More options for ssh, such as <c>IdentityAgent=…</c>.</param>
    public ToolResult SignIn(string identityFile, string text, params string[] options)
    {
        List<string> arguments = ["-F", "/dev/null", "-p", _port.ToString(CultureInfo.InvariantCulture), "-i", identityFile];
        string[] all =
        [
            "BatchMode=yes", "StrictHostKeyChecking=yes", "UserKnownHostsFile=" + InFolder("known_hosts"), "GlobalKnownHostsFile=/dev/null",
            "PreferredAuthentications=publickey", "ConnectTimeout=20", .. options, "IdentitiesOnly=yes", "IdentityAgent=none",
        ];
        foreach (string option in all) arguments.AddRange(["-o", option]);
        return NativeTool.Run("ssh", [.. arguments, $"{User}@127.0.0.1", "echo", text]);
    }

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    // Started by root, sshd insists on it; the package's service makes it, and no service need run here.
    private static void MakePrivilegeSeparationFolder()
    {
        const string path = "/run/sshd";
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Directory.Exists(path)) return;
        const UnixFileMode ownerWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        Directory.CreateDirectory(path, ownerWrites);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Another program may take the port before sshd does.
    private (NativeServer Server, int Port) Start()
    {
        string log = "";
        for (int i = 0; i < Attempts; i++)
        {
            int port = FreePort();
            File.WriteAllText(InFolder("config"), Configuration(port));
            NativeServer server = new("sshd", "-D", "-e", "-f", InFolder("config"));
            if (server.WaitUntil(() => server.Log.Contains("Server listening on 127.0.0.1", StringComparison.Ordinal))) return (server, port);
            log = server.Log;
            server.Dispose();
            if (!log.Contains("Address already in use", StringComparison.Ordinal)) break;
        }

        Directory.Delete(Folder, recursive: true);
        throw new InvalidOperationException("sshd did not start: " + log);
    }

    // The folder stands below the temporary one, which everybody writes to: StrictModes would refuse it.
    private string Configuration(int port) => $"""
        Port {port}
        ListenAddress 127.0.0.1
        HostKey {InFolder("host_key")}
        PidFile {InFolder("pid")}
        AuthorizedKeysFile {InFolder("authorized_keys")}
        TrustedUserCAKeys {InFolder("authorities")}
        AllowUsers {User}
        PermitRootLogin prohibit-password
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        LogLevel VERBOSE

        """;

    private string InFolder(string name) => Path.Combine(Folder, name);
}
