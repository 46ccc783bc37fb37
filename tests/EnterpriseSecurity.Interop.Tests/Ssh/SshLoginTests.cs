using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Interop.Tests.Ssh;

public sealed class SshLoginTests
{
    [NativeFact("sshd", "ssh")]
    public void A_key_file_of_every_type_lets_in()
    {
        using SshdFixture server = new();
        foreach (SshKeyType type in Enum.GetValues<SshKeyType>())
        {
            using SshPrivateKey key = SshPrivateKey.Generate(type);
            server.Authorize(key.PublicKey);
            AssertLetIn(server, key, server.SignIn(TestKeyFiles.Write(server.Folder, type.ToString(), key), type.ToString()), type.ToString());
        }
    }

    [NativeFact("sshd", "ssh")]
    public void An_unknown_key_is_refused()
    {
        using SshdFixture server = new();
        using SshPrivateKey known = SshPrivateKey.Generate(SshKeyType.Ed25519);
        using SshPrivateKey unknown = SshPrivateKey.Generate(SshKeyType.Ed25519);
        server.Authorize(known.PublicKey);
        AssertRefused(server.SignIn(TestKeyFiles.Write(server.Folder, "unknown", unknown), "in"));
        AssertLetIn(server, known, server.SignIn(TestKeyFiles.Write(server.Folder, "known", known), "in"), "in");
    }

    [NativeFact("sshd", "ssh", "ssh-agent", "ssh-add")]
    public void A_key_of_every_type_in_an_agent_lets_in_until_it_is_removed()
    {
        using SshdFixture server = new();
        using SshAgentFixture agent = new();
        using SshAgentClient client = new(agent.Endpoint);
        foreach (SshKeyType type in Enum.GetValues<SshKeyType>())
        {
            using SshPrivateKey key = SshPrivateKey.Generate(type);
            string publicFile = WritePublic(server, type.ToString(), key);
            server.Authorize(key.PublicKey);
            client.Add(key);
            AssertLetIn(server, key, server.SignIn(publicFile, type.ToString(), "IdentityAgent=" + agent.Endpoint), type.ToString());
            client.Remove(key.PublicKey);
            AssertRefused(server.SignIn(publicFile, type.ToString(), "IdentityAgent=" + agent.Endpoint));
        }
    }

    [NativeFact("sshd", "ssh", "ssh-keygen")]
    public void A_certificate_lets_in_when_an_authority_of_ours_has_signed_it_for_the_user()
    {
        using SshdFixture server = new();
        foreach (SshKeyType type in (SshKeyType[])[SshKeyType.Ed25519, SshKeyType.Ecdsa384, SshKeyType.Rsa3072])
        {
            using SshPrivateKey authority = SshPrivateKey.Generate(type, "authority");
            using SshPrivateKey key = SshPrivateKey.Generate(type);
            string authorityFile = TestKeyFiles.Write(server.Folder, $"{type}-authority", authority);
            string keyFile = TestKeyFiles.Write(server.Folder, type.ToString(), key);
            string certificate = "CertificateFile=" + TestKeyFiles.Certify(authorityFile, keyFile, SshdFixture.User);

            AssertRefused(server.SignIn(keyFile, "in", certificate));
            server.TrustAuthorities(authority.PublicKey);
            AssertLetIn(server, key, server.SignIn(keyFile, "in", certificate), "in");
        }
    }

    [NativeFact("sshd", "ssh", "ssh-keygen", "ssh-agent", "ssh-add")]
    public void A_certificate_in_an_agent_lets_in()
    {
        using SshdFixture server = new();
        using SshAgentFixture agent = new();
        using SshAgentClient client = new(agent.Endpoint);
        using SshPrivateKey authority = SshPrivateKey.Generate(SshKeyType.Ed25519, "authority");
        server.TrustAuthorities(authority.PublicKey);
        string authorityFile = TestKeyFiles.Write(server.Folder, "authority", authority);
        foreach (SshKeyType type in Enum.GetValues<SshKeyType>())
        {
            using SshPrivateKey key = SshPrivateKey.Generate(type);
            string publicFile = WritePublic(server, type.ToString(), key);
            string certificate = TestKeyFiles.Certify(authorityFile, publicFile[..^".pub".Length], SshdFixture.User);
            client.Add(key, certificateBlob: TestKeyFiles.Blob(certificate));
            AssertLetIn(server, key, server.SignIn(certificate, type.ToString(), "IdentityAgent=" + agent.Endpoint), type.ToString());
        }
    }

    [NativeFact("sshd", "ssh", "ssh-keygen")]
    public void A_certificate_that_has_expired_or_is_for_another_is_refused()
    {
        using SshdFixture server = new();
        using SshPrivateKey authority = SshPrivateKey.Generate(SshKeyType.Ed25519, "authority");
        using SshPrivateKey late = SshPrivateKey.Generate(SshKeyType.Ed25519);
        using SshPrivateKey stranger = SshPrivateKey.Generate(SshKeyType.Ed25519);
        server.TrustAuthorities(authority.PublicKey);
        string authorityFile = TestKeyFiles.Write(server.Folder, "authority", authority);

        string lateFile = TestKeyFiles.Write(server.Folder, "late", late);
        AssertRefused(server.SignIn(lateFile, "in", "CertificateFile=" + TestKeyFiles.Certify(authorityFile, lateFile, SshdFixture.User, "-2h:-1h")));
        AssertLogged(server, "expired");

        string strangerFile = TestKeyFiles.Write(server.Folder, "stranger", stranger);
        AssertRefused(server.SignIn(strangerFile, "in", "CertificateFile=" + TestKeyFiles.Certify(authorityFile, strangerFile, "somebody-else")));
        AssertLogged(server, "not a listed principal");
    }

    private static string WritePublic(SshdFixture server, string name, SshPrivateKey key)
    {
        string path = Path.Combine(server.Folder, name + ".pub");
        File.WriteAllText(path, key.PublicKey.ToOpenSsh() + "\n");
        return path;
    }

    private static void AssertLetIn(SshdFixture server, SshPrivateKey key, ToolResult result, string text)
    {
        Assert.True(result.ExitCode == 0, $"{result.Errors}\n{server.Log}");
        Assert.EndsWith(text, result.Output.TrimEnd());
        AssertLogged(server, key.PublicKey.GetFingerprint());
    }

    private static void AssertRefused(ToolResult result)
    {
        Assert.Equal(255, result.ExitCode);
        Assert.Contains("Permission denied (publickey)", result.Errors);
    }

    private static void AssertLogged(SshdFixture server, string text) =>
        Assert.True(SpinWait.SpinUntil(() => server.Log.Contains(text, StringComparison.Ordinal), TimeSpan.FromSeconds(10)), server.Log);
}
