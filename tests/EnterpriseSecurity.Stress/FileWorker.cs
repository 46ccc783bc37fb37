using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Stress;

/// <summary>Makes a file of every kind that there is: a store, what stands in it, and what leaves it.</summary>
internal sealed class FileWorker(string folder)
{
    /// <summary>Makes them in an empty folder, which is then full of them.</summary>
    public void Run()
    {
        KeyFile.Create(At("key"));
        using KeyProtector protector = KeyProtector.FromKeyFile(At("key"));
        using (EnterpriseSecurityManager manager = EnterpriseSecurityManager.Create(At("store"), protector, new PastClock())) FillStore(manager);
        using (EnterpriseSecurityManager manager = EnterpriseSecurityManager.Open(At("store"), protector))
        {
            WriteSecretFiles(manager, protector);
            WritePublicFiles(manager);
            manager.Store.RotateKey(reencryptAll: true);
            manager.Audit.Flush();
            manager.Audit.Trim(DateTimeOffset.UtcNow, At("archive"));
            manager.Store.BackUp(At("backup"));
        }

        try
        {
            using KeyProtector wrong = KeyProtector.FromEnvironmentVariable("ES_STRESS_KEY");
            EnterpriseSecurityManager.Open(At("store"), wrong).Dispose();
        }
        catch (AuthenticationFailedException)
        {
            // Which is noted in a file.
        }

        SecurityStore.Restore(At("backup"), At("restored"), protector);
    }

    private string At(string name) => Path.Combine(folder, name);

    private void FillStore(EnterpriseSecurityManager manager)
    {
        using SecretValue value = SecretValue.FromText("x");
        manager.Secrets.Protect("a", value);
        manager.Secrets.Update(SecretReference.ByName("a"), value);
        manager.SshKeys.Create("k");
        manager.SshKeys.Rotate("k");
        manager.Rotation.Start(RotationKind.SshKey, "k", new RotationOptions { Strategy = RotationStrategy.BlueGreen });
        manager.Certificates.CreateAuthority(new CertificateAuthorityOptions { Subject = CertificateSubject.Parse("CN=Root") }, "root");
        manager.Certificates.CreateSelfSigned(new CertificateOptions { Subject = CertificateSubject.Parse("CN=example.com") }, "self");
        manager.Certificates.CreateRequest(new CertificateOptions { Subject = CertificateSubject.Parse("CN=www.example.com") }, "asked");
        manager.Certificates.Renew("self");
        NewApiKey key = manager.ApiKeys.Create(new ApiKeyOptions { Name = "k", Scopes = ["read:x"] });
        manager.ApiKeys.Validate(System.Text.Encoding.ASCII.GetBytes(key.RevealKey()));
        manager.ManagedKeys.Create("pair", ManagedKeyType.Ed25519);
        manager.ManagedKeys.Create("bytes", ManagedKeyType.Hmac);
        manager.AccessControl.DefineRole(new RoleDefinition { Name = "r", Permissions = ["docs:read"] });
        manager.Audit.Flush();
    }

    private void WriteSecretFiles(EnterpriseSecurityManager manager, KeyProtector protector)
    {
        using SecretBuffer words = SecretBuffer.FromUtf8("words");
        manager.Secrets.Export(At("export"), protector);
        manager.ManagedKeys.ExportProtected(ManagedKeyReference.ByName("pair"), At("pair.pem"), words);
        manager.ManagedKeys.ExportProtected(ManagedKeyReference.ByName("bytes"), At("bytes.export"), words);
        SshKeyFiles files = new();
        foreach (SshPrivateKeyFormat format in new[] { SshPrivateKeyFormat.OpenSsh, SshPrivateKeyFormat.Pkcs8, SshPrivateKeyFormat.Ppk }) manager.SshKeys.Export("k", null, At($"ssh-{format}"), format, null);
        files.Create(new SshKeyOptions { Path = At("id"), Passphrase = words, BcryptRounds = 4 });
        files.SetPassphrase(At("id"), words, words, 4);
        using (SecretBuffer key = SecretBuffer.CopyOf(File.ReadAllBytes(At("id"))))
        using (SshTemporaryKeyFile.Create(key.Memory))
        {
            new SshAuthorizedKeys(At(".ssh/authorized_keys")).Add(manager.SshKeys.GetPublicKey("k"));
        }

        IssuedCertificate self = manager.Certificates.Get("self");
        foreach (CertificateFormat format in new[] { CertificateFormat.Pfx, CertificateFormat.Pem })
        {
            manager.CertificateFiles.Convert(new CertificateConversion
            {
                Source = self.CertificatePath!,
                KeyPath = self.PrivateKeyPath,
                Destination = At($"pair.{format}"),
                KeyDestination = format == CertificateFormat.Pem ? At("pair.key") : null,
                Options = new CertificateWriteOptions { Format = format, Passphrase = words },
            });
        }

        manager.Audit.Export(At("audit.jsonl"), AuditExportFormat.Json);
        manager.Audit.Export(At("audit.csv"), AuditExportFormat.Csv);
        manager.AccessControl.Export(At("roles.json"));
        manager.Reports.Export(At("report.html"));
        using OtpKey otp = OtpKey.Generate("x", "y");
        manager.TwoFactor.OneTimePasswords.WriteQrCode(System.Text.Encoding.ASCII.GetBytes(otp.RevealUri()), At("otp.png"));
    }

    // Under names that begin so, for the test knows them by these.
    private void WritePublicFiles(EnterpriseSecurityManager manager)
    {
        manager.Certificates.ExportRevocationList("root", TimeSpan.FromDays(7), At("public-root.crl"));
        File.WriteAllText(At("breached"), $"{new string('0', 40)}:1\n");
        BreachedPasswordFilter.Create(BreachedPasswordList.Open(At("breached")), At("public-breached.filter"));
    }

    /// <summary>Two days ago, so that the trail has a file that can be put away.</summary>
    private sealed class PastClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddDays(-2);
    }
}
