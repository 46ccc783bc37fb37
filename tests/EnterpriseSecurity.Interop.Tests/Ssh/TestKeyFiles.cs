using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Interop.Tests.Ssh;

/// <summary>Keys of ours as files that the native tools take, and certificates that they make for them.</summary>
internal static class TestKeyFiles
{
    /// <summary>Writes a key without a passphrase, and the public key beside it; returns the path.</summary>
    public static string Write(string folder, string name, SshPrivateKey key)
    {
        string path = Path.Combine(folder, name);
        using SecretBuffer file = SshPrivateKeyFile.WriteOpenSsh(key);
        using FileStream stream = OwnerOnlyFile.CreateNew(path);
        stream.Write(file.Span);
        File.WriteAllText(path + ".pub", key.PublicKey.ToOpenSsh() + "\n");
        return path;
    }

    /// <summary>Has ssh-keygen make a user certificate for a key file; returns the path of the certificate.</summary>
    public static string Certify(string authorityPath, string keyPath, string principal, string validity = "-5m:+1h")
    {
        NativeTool.Run("ssh-keygen", ["-q", "-s", authorityPath, "-I", "test", "-n", principal, "-V", validity, keyPath + ".pub"]).Succeeded();
        return keyPath + "-cert.pub";
    }

    /// <summary>The wire encoding out of a public key or certificate file.</summary>
    public static byte[] Blob(string path) => Convert.FromBase64String(File.ReadAllText(path).Split(' ')[1]);
}
