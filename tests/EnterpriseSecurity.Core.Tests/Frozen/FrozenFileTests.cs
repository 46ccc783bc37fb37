using System.Numerics;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>A file of each format that a release wrote is read for ever.</summary>
public sealed class FrozenFileTests
{
    public static TheoryData<string> Releases => [.. FrozenRelease.Names];

    [Theory, MemberData(nameof(Releases))]
    public void An_export_of_secrets_is_imported(string release)
    {
        using FrozenRelease frozen = new(release);
        using TemporaryStore store = new();
        using KeyProtector passphrase = KeyProtector.FromPassphrase(FrozenValues.Utf8(FrozenValues.ExportPassphrase));

        SecretImport import = store.Manager.Secrets.Import(frozen.At("secrets.export"), passphrase);

        Assert.Equal(frozen.Manifest.Store["secrets"]!.AsArray().Count, import.Imported.Count);
        foreach ((string name, SecretValue value) in FrozenValues.Kinds)
        {
            using SecretValue kept = store.Manager.Secrets.Unprotect(SecretReference.ByName(name));
            using (value) Assert.Equal(FrozenValues.Show(value), FrozenValues.Show(kept));
        }
    }

    [Theory, MemberData(nameof(Releases))]
    public void Exported_keys_are_read(string release)
    {
        using FrozenRelease frozen = new(release);
        using KeyProtector words = KeyProtector.FromPassphrase(FrozenValues.Utf8(FrozenValues.KeyPassphrase));

        (SecretExportFile.Description description, SecretBuffer value) = Assert.Single(SecretExportFile.Read(frozen.At("managed-key.export"), words));
        value.Dispose();
        Assert.Equal("key-Provisioning", description.Name);
        using SshPrivateKey pair = SshPrivateKeyFile.Read(File.ReadAllBytes(frozen.At("managed-key.pem")), FrozenValues.Utf8(FrozenValues.KeyPassphrase));
        Assert.Equal("ssh-ed25519", pair.Algorithm);
    }

    [Theory, MemberData(nameof(Releases))]
    public void SSH_keys_certificates_and_signatures_are_read(string release)
    {
        using FrozenRelease frozen = new(release);
        string[] keys = [.. Directory.EnumerateFiles(frozen.At(""), "ssh-*").Where(path => !path.EndsWith(".pub", StringComparison.Ordinal))];
        Assert.True(keys.Length >= 8);
        foreach (string path in keys)
        {
            byte[] passphrase = path.EndsWith("-encrypted", StringComparison.Ordinal) ? FrozenValues.Utf8(FrozenValues.KeyPassphrase) : [];
            using SshPrivateKey key = SshPrivateKeyFile.Read(File.ReadAllBytes(path), passphrase);
            Assert.Equal(SshPublicKey.Parse(File.ReadAllText(path + ".pub")), key.PublicKey);
        }

        SshCertificate certificate = SshCertificate.Parse(File.ReadAllText(frozen.At("ssh-cert.pub")));
        Assert.True(certificate.IsSignatureValid());
        Assert.Equal(["ann"], certificate.Principals);
        Assert.True(SshSignature.Parse(File.ReadAllText(frozen.At("message.sshsig"))).Verify(FrozenValues.Utf8(FrozenValues.Message), "file"));
        Assert.Equal("ssh-rsa", SshPublicKey.Parse(File.ReadAllText(frozen.At("ssh.rfc4716"))).Algorithm);
        Assert.Equal("restrict", Assert.Single(Assert.Single(new SshAuthorizedKeys(frozen.At("authorized_keys")).Read().Entries).Options).Name);
    }

    [Theory, MemberData(nameof(Releases))]
    public void Certificates_lists_and_requests_are_read(string release)
    {
        using FrozenRelease frozen = new(release);
        using SecretBuffer words = SecretBuffer.FromUtf8(FrozenValues.KeyPassphrase);
        using CertificateBundle pem = CertificateFile.Read(frozen.At("certificate.pem"));
        foreach (string name in new[] { "certificate.der", "certificate.p7b", "certificate.pfx", "certificate-legacy.pfx" })
        {
            using CertificateBundle bundle = CertificateFile.Read(frozen.At(name), words);
            Assert.Equal(pem.Leaf.RawData, bundle.Leaf.RawData);
            Assert.Equal(name.EndsWith(".pfx", StringComparison.Ordinal), bundle.HasPrivateKey);
        }

        using (CertificateFile.ReadPrivateKey(frozen.At("certificate-encrypted.key"), words))
        {
        }

        using EnterpriseSecurityManager manager = frozen.Open();
        foreach (string name in new[] { "root.crl", "root.der.crl" })
        {
            RevocationEntry entry = Assert.Single(RevocationList.Read(frozen.At(name)).Entries);
            Assert.Equal(manager.Certificates.Get("old").SerialNumber, entry.SerialNumberHex, ignoreCase: true);
        }

        Assert.Equal("asked.example.com", CertificateSigningRequest.Read(frozen.At("request.csr")).CommonName);
    }

    [Theory, MemberData(nameof(Releases))]
    public void Hashes_tokens_and_sealed_texts_are_read(string release)
    {
        using FrozenRelease frozen = new(release);
        byte[] key = Convert.FromHexString(frozen.Manifest["key"]);
        PasswordHasher hasher = new();
        foreach (PasswordHashAlgorithm algorithm in FrozenValues.HashAlgorithms)
        {
            Assert.True(hasher.Verify(FrozenValues.Utf8(FrozenValues.Password), frozen.Manifest[$"hash-{algorithm}"]).IsValid, algorithm.ToString());
            Assert.False(hasher.Verify(FrozenValues.Utf8(FrozenValues.FormerPassword), frozen.Manifest[$"hash-{algorithm}"]).IsValid, algorithm.ToString());
        }

        using (SecretBuffer? text = Fernet.TryDecrypt(key, FrozenValues.Utf8(frozen.Manifest["fernet"]))) Assert.Equal(FrozenValues.Utf8(FrozenValues.Message), text!.Span.ToArray());
        foreach (AeadAlgorithm algorithm in FrozenValues.Ciphers)
        {
            using SecretBuffer? text = algorithm.TryOpen(FrozenValues.Stretch(key, algorithm.KeySize), Convert.FromHexString(frozen.Manifest[$"sealed-{algorithm.Name}"]), "frozen"u8);
            Assert.Equal(FrozenValues.Utf8(FrozenValues.Message), text!.Span.ToArray());
        }

        using MemoryStream plain = new();
        using (FileStream chunked = File.OpenRead(frozen.At("chunked"))) Assert.True(ChunkedAead.TryDecrypt(key, "frozen"u8, chunked, plain));
        Assert.Equal(FrozenValues.LongText, plain.ToArray());
        foreach ((string name, SecretValue value) in FrozenValues.Kinds)
        {
            using SecretValue kept = SecretValueCodec.Decode(SecretBuffer.CopyOf(Convert.FromHexString(frozen.Manifest[$"value-{name}"])));
            using (value) Assert.Equal(FrozenValues.Show(value), FrozenValues.Show(kept));
        }
    }

    [Theory, MemberData(nameof(Releases))]
    public void A_signed_request_verifies(string release)
    {
        using FrozenRelease frozen = new(release);
        using RequestSigningKey key = RequestSigningKey.FromSecret(Convert.FromHexString(frozen.Manifest["key"]), "frozen");
        Dictionary<string, string> headers = frozen.Manifest["signedRequest"].Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        long signedAt = long.Parse(System.Text.RegularExpressions.Regex.Match(frozen.Manifest["signedRequest"], @"\b(\d{10})\b").Value, System.Globalization.CultureInfo.InvariantCulture);

        RequestVerification verification = new RequestVerifier(new FixedClock(signedAt)).Verify(FrozenValues.Request with { Headers = headers }, key);

        Assert.True(verification.IsValid, verification.Reason.ToString());
    }

    [Theory, MemberData(nameof(Releases))]
    public void Roles_key_sets_lists_and_trails_are_read(string release)
    {
        using FrozenRelease frozen = new(release);
        using TemporaryStore store = new();
        foreach (string name in new[] { "roles.json", "roles.yaml" })
        {
            Assert.Equal(2, RoleFile.Read(frozen.At(name), name.EndsWith("json", StringComparison.Ordinal) ? RoleFileFormat.Json : RoleFileFormat.Yaml).Count);
            store.Manager.AccessControl.Import(frozen.At(name), RoleImportMode.Replace, force: true);
            Assert.Equal(["docs:delete"], store.Manager.AccessControl.GetRole("editor").Deny);
        }

        using JwtKeySet keys = JwtKeySet.Parse(File.ReadAllText(frozen.At("keys.jwks")));
        Assert.Equal(3, keys.Keys.Count);
        Assert.True(new JwtVerifier(frozen.Clock).Verify(frozen.Manifest["token"], keys.Keys).IsValid);
        using (BreachedPasswordList list = BreachedPasswordList.Open(frozen.At("breached.filter")))
        {
            PasswordManager passwords = store.Manager.Passwords;
            Assert.True(passwords.FindBreach(FrozenValues.Utf8(FrozenValues.FormerPassword), list).IsBreached);
            Assert.False(passwords.FindBreach(FrozenValues.Utf8(FrozenValues.Password), list).IsBreached);
        }

        int entries = frozen.Manifest.Store["audit"]!.AsArray().Count;
        int exported = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(frozen.At("audit.json")))!.AsArray().Count;
        Assert.InRange(exported, entries / 2, entries);
        // A line of titles, and the entry of the first export.
        Assert.Equal(exported + 2, File.ReadAllLines(frozen.At("audit.csv")).Length);
    }

    private sealed class FixedClock(long seconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(seconds);
    }
}
