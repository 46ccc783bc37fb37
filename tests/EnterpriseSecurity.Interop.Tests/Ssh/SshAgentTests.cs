using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Interop.Tests.Ssh;

public sealed class SshAgentTests
{
    private const string Empty = "The agent has no identities.";

    [NativeFact("ssh-agent", "ssh-add")]
    public void Every_key_we_add_is_listed_signs_and_is_removed()
    {
        using SshAgentFixture agent = new();
        using SshAgentClient client = new(agent.Endpoint);
        foreach (SshKeyType type in Enum.GetValues<SshKeyType>())
        {
            using SshPrivateKey key = SshPrivateKey.Generate(type, "ann@example");
            client.Add(key);
            Assert.Equal(key.PublicKey.ToOpenSsh(), agent.SshAdd("-L").Succeeded().Output.Trim());
            Assert.StartsWith($"{key.Bits} {key.PublicKey.GetFingerprint()} ann@example (", agent.SshAdd("-l").Succeeded().Output);

            SshAgentIdentity listed = Assert.Single(client.List());
            Assert.Equal(key.PublicKey, listed.Key);
            foreach (SshRsaHash hash in Enum.GetValues<SshRsaHash>())
            {
                byte[] signature = client.Sign(listed.Blob.Span, "message"u8, hash);
                Assert.True(key.PublicKey.Verify("message"u8, signature));
                Assert.False(key.PublicKey.Verify("massage"u8, signature));
            }

            client.Remove(key.PublicKey);
            Assert.Contains(Empty, agent.SshAdd("-l").Output);
            Assert.Equal("SshAgentRefused", Assert.Throws<AccessRefusedException>(() => client.Remove(key.PublicKey)).ErrorId);
            Assert.Equal("SshAgentRefused", Assert.Throws<AccessRefusedException>(() => client.Sign(key.PublicKey.Blob, "message"u8)).ErrorId);
        }
    }

    [NativeFact("ssh-agent", "ssh-add", "ssh-keygen")]
    public void Keys_that_ssh_add_adds_are_listed_and_removed_by_us()
    {
        using SshAgentFixture agent = new();
        using SshAgentClient client = new(agent.Endpoint);
        List<SshPublicKey> added = [];
        foreach (string type in (string[])["ed25519", "ecdsa", "rsa"])
        {
            string path = Path.Combine(agent.Folder, type);
            NativeTool.Run("ssh-keygen", ["-q", "-t", type, "-N", "", "-C", "bob@" + type, "-f", path]).Succeeded();
            agent.SshAdd("-q", path).Succeeded();
            added.Add(SshPublicKey.Parse(File.ReadAllText(path + ".pub")));
        }

        IReadOnlyList<SshAgentIdentity> listed = client.List();
        Assert.Equal(added, listed.Select(identity => identity.Key));
        Assert.Equal(added.Select(key => key.Comment), listed.Select(identity => identity.Comment));
        Assert.Equal(added.Select(key => key.GetFingerprint()), listed.Select(identity => identity.Fingerprint));
        client.Remove(listed[1].Blob.Span);
        Assert.Equal([added[0], added[2]], client.List().Select(identity => identity.Key));
        client.RemoveAll();
        Assert.Contains(Empty, agent.SshAdd("-l").Output);
    }

    [NativeFact("ssh-agent", "ssh-add")]
    public void A_key_with_a_lifetime_is_forgotten_after_it()
    {
        using SshAgentFixture agent = new();
        using SshAgentClient client = new(agent.Endpoint);
        using SshPrivateKey brief = SshPrivateKey.Generate(SshKeyType.Ed25519, "brief");
        using SshPrivateKey lasting = SshPrivateKey.Generate(SshKeyType.Ed25519, "lasting");
        client.Add(lasting, lifetime: TimeSpan.FromHours(1));
        client.Add(brief, lifetime: TimeSpan.FromSeconds(2));
        Assert.Equal(2, client.List().Count);
        Assert.True(SpinWait.SpinUntil(() => client.List().Count == 1, TimeSpan.FromSeconds(30)));
        Assert.Equal(lasting.PublicKey, client.List()[0].Key);
    }

    [NativeFact("ssh-agent", "ssh-add")]
    public void A_key_to_confirm_is_not_used_when_nobody_confirms()
    {
        using SshAgentFixture agent = new();
        using SshAgentClient client = new(agent.Endpoint);
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519);
        client.Add(key, confirm: true);
        Assert.Equal("SshAgentRefused", Assert.Throws<AccessRefusedException>(() => client.Sign(key.PublicKey.Blob, "message"u8)).ErrorId);
    }

    [NativeFact("ssh-agent", "ssh-add")]
    public void A_locked_agent_shows_nothing_until_it_is_unlocked()
    {
        using SshAgentFixture agent = new();
        using SshAgentClient client = new(agent.Endpoint);
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519, "ann@example");
        using SecretBuffer passphrase = SecretBuffer.CopyOf("correct horse"u8);
        using SecretBuffer wrong = SecretBuffer.CopyOf("wrong"u8);
        client.Add(key);

        client.Lock(passphrase);
        Assert.Empty(client.List());
        Assert.Contains(Empty, agent.SshAdd("-l").Output);
        Assert.Throws<AccessRefusedException>(() => client.Sign(key.PublicKey.Blob, "message"u8));
        Assert.Throws<AccessRefusedException>(() => client.Unlock(wrong));
        agent.SshAdd("correct horse", ["-X"]).Succeeded();
        Assert.Equal(key.PublicKey, Assert.Single(client.List()).Key);

        agent.SshAdd("correct horse", ["-x"]).Succeeded();
        Assert.Empty(client.List());
        client.Unlock(passphrase);
        Assert.Equal(key.PublicKey, Assert.Single(client.List()).Key);
    }

    [NativeFact("ssh-agent", "ssh-add", "ssh-keygen")]
    public void A_certificate_is_added_beside_its_key_for_every_type()
    {
        using SshAgentFixture agent = new();
        using SshAgentClient client = new(agent.Endpoint);
        using SshPrivateKey authority = SshPrivateKey.Generate(SshKeyType.Ed25519, "authority");
        string authorityPath = TestKeyFiles.Write(agent.Folder, "authority", authority);
        foreach (SshKeyType type in Enum.GetValues<SshKeyType>())
        {
            using SshPrivateKey key = SshPrivateKey.Generate(type, "ann@example");
            byte[] certificate = TestKeyFiles.Blob(TestKeyFiles.Certify(authorityPath, TestKeyFiles.Write(agent.Folder, type.ToString(), key), "ann"));
            client.Add(key, certificateBlob: certificate);

            SshAgentIdentity listed = Assert.Single(client.List());
            Assert.True(listed.IsCertificate);
            Assert.Null(listed.Key);
            Assert.Equal(certificate, listed.Blob);
            Assert.Contains($"{listed.Fingerprint} ann@example", agent.SshAdd("-l").Succeeded().Output);
            Assert.True(key.PublicKey.Verify("message"u8, client.Sign(listed.Blob.Span, "message"u8)));
            client.Remove(listed.Blob.Span);
            Assert.Empty(client.List());
        }
    }
}
