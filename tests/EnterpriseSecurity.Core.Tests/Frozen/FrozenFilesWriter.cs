using System.Security.Cryptography;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>Writes a file, or a line in the manifest, of every format that leaves a store.</summary>
internal sealed class FrozenFilesWriter(EnterpriseSecurityManager manager, FrozenManifest manifest, string folder)
{
    public void Write()
    {
        using (KeyProtector passphrase = KeyProtector.FromPassphrase(FrozenValues.Utf8(FrozenValues.ExportPassphrase))) manager.Secrets.Export(At("secrets.export"), passphrase);
        using (SecretBuffer words = SecretBuffer.FromUtf8(FrozenValues.KeyPassphrase))
        {
            manager.ManagedKeys.ExportProtected(ManagedKeyReference.ByName("key-Provisioning"), At("managed-key.export"), words);
            manager.ManagedKeys.ExportProtected(ManagedKeyReference.ByName("key-Ed25519"), At("managed-key.pem"), words);
        }

        WriteSshFiles();
        WriteCertificateFiles();
        manager.AccessControl.Export(At("roles.json"));
        manager.AccessControl.Export(At("roles.yaml"));
        File.WriteAllText(At("keys.jwks"), manager.Tokens.ExportKeySet(["sign-ES256", "sign-EdDSA", "sign-RS256"]));
        File.WriteAllText(At("breached.txt"), $"{Convert.ToHexString(SHA1.HashData(FrozenValues.Utf8(FrozenValues.FormerPassword)))}:7\n");
        using (BreachedPasswordList list = BreachedPasswordList.Open(At("breached.txt"))) BreachedPasswordFilter.Create(list, At("breached.filter"));
        FrozenFilter.Shorten(At("breached.filter"));
        WriteTexts();
        manager.Audit.Export(At("audit.json"), AuditExportFormat.Json);
        manager.Audit.Export(At("audit.csv"), AuditExportFormat.Csv);
        manager.Store.BackUp(At("store.backup"));
    }

    private string At(string name) => Path.Combine(folder, name);

    private void WriteSshFiles()
    {
        using SshPrivateKey rsa = SshPrivateKey.Generate(SshKeyType.Rsa2048, "ann@example.com");
        using SshPrivateKey ecdsa = SshPrivateKey.Generate(SshKeyType.Ecdsa256, "ann@example.com");
        using SshPrivateKey ed25519 = SshPrivateKey.Generate(SshKeyType.Ed25519, "ann@example.com");
        foreach ((string name, SshPrivateKey key, SshPrivateKeyFormat format, bool encrypts) in new[]
        {
            ("openssh", ed25519, SshPrivateKeyFormat.OpenSsh, false), ("openssh-encrypted", ed25519, SshPrivateKeyFormat.OpenSsh, true),
            ("pkcs1", rsa, SshPrivateKeyFormat.Pkcs1, false), ("sec1", ecdsa, SshPrivateKeyFormat.Sec1, false),
            ("pkcs8", ecdsa, SshPrivateKeyFormat.Pkcs8, false), ("pkcs8-encrypted", rsa, SshPrivateKeyFormat.Pkcs8, true),
            ("ppk", ecdsa, SshPrivateKeyFormat.Ppk, false), ("ppk-encrypted", ed25519, SshPrivateKeyFormat.Ppk, true),
        })
        {
            using SecretBuffer file = SshPrivateKeyFile.Write(key, format, encrypts ? FrozenValues.Utf8(FrozenValues.KeyPassphrase) : default);
            File.WriteAllBytes(At($"ssh-{name}"), file.Span);
            File.WriteAllText(At($"ssh-{name}.pub"), key.PublicKey.ToOpenSsh() + "\n");
        }

        File.WriteAllText(At("ssh.rfc4716"), rsa.PublicKey.ToRfc4716());
        SshCertificateRequest request = new() { PublicKey = ecdsa.PublicKey, Type = SshCertificateType.User, KeyId = "ann", Principals = ["ann"] };
        File.WriteAllText(At("ssh-cert.pub"), SshCertificate.Sign(request, ed25519).ToOpenSsh() + "\n");
        File.WriteAllText(At("message.sshsig"), SshSignature.Sign(ed25519, FrozenValues.Utf8(FrozenValues.Message), "file").ToArmored());
        new SshAuthorizedKeys(At("authorized_keys")).Add(ecdsa.PublicKey, [new SshKeyOption("restrict")]);
    }

    private void WriteCertificateFiles()
    {
        using SecretBuffer words = SecretBuffer.FromUtf8(FrozenValues.KeyPassphrase);
        IssuedCertificate self = manager.Certificates.Get("self");
        File.Copy(self.CertificatePath!, At("certificate.pem"));
        using (CertificateBundle bundle = CertificateFile.Read(self.CertificatePath!))
        using (SecretBuffer key = CertificateFile.ReadPrivateKey(self.PrivateKeyPath!))
        using (CertificateBundle pair = new(bundle.Certificates, SecretBuffer.CopyOf(key.Span), CertificateFormat.Pem))
        {
            CertificateFile.Write(At("certificate.der"), bundle, new CertificateWriteOptions { Format = CertificateFormat.Der });
            CertificateFile.Write(At("certificate.p7b"), bundle, new CertificateWriteOptions { Format = CertificateFormat.P7b });
            CertificateFile.Write(At("certificate.pfx"), pair, new CertificateWriteOptions { Format = CertificateFormat.Pfx, Passphrase = words });
            CertificateFile.Write(At("certificate-legacy.pfx"), pair, new CertificateWriteOptions { Format = CertificateFormat.Pfx, Passphrase = words, Legacy = true });
            CertificateFile.WritePrivateKey(At("certificate-encrypted.key"), key, words);
        }

        manager.Certificates.ExportRevocationList("root", TimeSpan.FromDays(3000), At("root.crl"));
        manager.Certificates.ExportRevocationList("root", TimeSpan.FromDays(3000), At("root.der.crl"), CertificateFormat.Der);
        File.WriteAllText(At("request.csr"), manager.Certificates.CreateRequest(new CertificateOptions { Subject = CertificateSubject.Parse("CN=asked.example.com") }, "asked").Request);
    }

    private void WriteTexts()
    {
        byte[] password = FrozenValues.Utf8(FrozenValues.Password);
        PasswordHasher hasher = new();
        foreach (PasswordHashAlgorithm algorithm in FrozenValues.HashAlgorithms)
        {
            manifest[$"hash-{algorithm}"] = hasher.Hash(password, new PasswordHashOptions { Algorithm = algorithm });
        }

        byte[] key = RandomNumberGenerator.GetBytes(32);
        manifest["key"] = Convert.ToHexStringLower(key);
        manifest["fernet"] = FrozenValues.Utf8Text(Fernet.Encrypt(key, FrozenValues.Utf8(FrozenValues.Message)));
        using RequestSigningKey signing = RequestSigningKey.FromSecret(key, "frozen");
        manifest["signedRequest"] = string.Join('\n', new RequestSigner().Sign(FrozenValues.Request, signing).Select(header => $"{header.Key}: {header.Value}"));
        foreach ((string name, SecretValue value) in FrozenValues.Kinds)
        {
            using (value)
            {
                using SecretBuffer encoded = SecretValueCodec.Encode(value);
                manifest[$"value-{name}"] = Convert.ToHexStringLower(encoded.Span);
            }
        }

        using MemoryStream plain = new(FrozenValues.LongText);
        using MemoryStream sealedStream = new();
        ChunkedAead.Encrypt(key, "frozen"u8, plain, sealedStream);
        File.WriteAllBytes(At("chunked"), sealedStream.ToArray());
        foreach (AeadAlgorithm algorithm in FrozenValues.Ciphers) manifest[$"sealed-{algorithm.Name}"] = Convert.ToHexStringLower(algorithm.Seal(FrozenValues.Stretch(key, algorithm.KeySize), FrozenValues.Utf8(FrozenValues.Message), "frozen"u8));
    }
}
