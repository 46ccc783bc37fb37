using System.Security.Cryptography;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.Tokens;
using EnterpriseSecurity.TwoFactor;
using Microsoft.Win32.SafeHandles;

namespace EnterpriseSecurity.Stress;

/// <summary>Uses a secret of each kind as a program does, lets go of it, and says what is left of it in memory.</summary>
/// <param name="folder">Where it may write.</param>
/// <param name="output">Takes what it finds.</param>
/// <param name="part">Which of the uses it tries, when several processes share them: 0 to <paramref name="parts"/> - 1.</param>
/// <param name="parts">The number of processes.</param>
internal sealed class MemoryWorker(string folder, TextWriter output, int part, int parts)
{
    private int _uses;
    private byte[]? _kept;
    private string? _keptText;

    /// <summary>For each use a line: <c>clean USE</c>, or <c>left USE: FORM in PLACE, …</c>.</summary>
    public void Run()
    {
        // Each process shows that it finds what is there.
        Try("a copy that is kept", secret => secret.Lend(plain => _kept = plain.ToArray()));
        Try("a text that is kept", secret => secret.LendText(plain => _keptText = plain.ToString()));
        Use("secret as bytes", secret => WithStore(manager => KeepAsBytes(manager, secret)));
        foreach (SecretAlgorithm algorithm in Enum.GetValues<SecretAlgorithm>()) Use($"secret as text, {algorithm}", secret => WithStore(manager => KeepAsText(manager, secret, algorithm)));
        Use("export and import", secret => WithStore(manager => ExportAndImport(manager, secret)));
        Use("rotation of the store's keys, backup", secret => WithStore(manager => ReencryptAndBackUp(manager, secret)));
        Use("passphrase of a store", OpenByPassphrase);
        Use("key file of a store", OpenByKeyFile);
        foreach (PasswordHashAlgorithm algorithm in new[] { PasswordHashAlgorithm.Argon2id, PasswordHashAlgorithm.Bcrypt, PasswordHashAlgorithm.Scrypt, PasswordHashAlgorithm.Pbkdf2Sha256 })
        {
            Use($"password, {algorithm}", secret => HashPassword(secret, algorithm));
        }

        Use("password history", secret => WithStore(manager => secret.Lend(plain =>
        {
            manager.Passwords.Add("ann", plain, new PasswordHashOptions { MemoryKiB = 19456, Iterations = 2, Parallelism = 1 });
            manager.Passwords.IsNew("ann", plain);
        })));
        Use("password policy", secret => secret.Lend(plain => new PasswordPolicy().Validate(plain, "ann")));
        Use("password in a list of SHA-1 hashes", secret => LookUp(secret, SHA1.HashSizeInBytes));
        Use("password in a list of NT hashes", secret => LookUp(secret, 16));
        Use("API key", secret => WithStore(manager => CheckApiKey(manager, secret)));
        Use("managed key's value", secret => WithStore(manager => CheckManagedKey(manager, secret)));
        Use("second factor", VerifyCode);
        Use("JWT key", SignTokens);
        Use("request key", SignRequest);
        Use("Fernet message", SealMessage);
        Use("SSH key of Ed25519", SignWithSshKey);
        Use("passphrase of an SSH key, OpenSSH", secret => EncryptSshKey(secret, SshPrivateKeyFormat.OpenSsh));
        Use("passphrase of an SSH key, PKCS#8", secret => EncryptSshKey(secret, SshPrivateKeyFormat.Pkcs8));
        Use("passphrase of an SSH key, PPK", secret => EncryptSshKey(secret, SshPrivateKeyFormat.Ppk));
        Use("passphrase of a PFX", EncryptPfx);
        GC.KeepAlive(_kept);
        GC.KeepAlive(_keptText);
    }

    private void Use(string name, Action<PlantedSecret> use)
    {
        if (_uses++ % parts == part) Try(name, use);
    }

    private void Try(string name, Action<PlantedSecret> use)
    {
        PlantedSecret secret = new();
        // On a thread of its own, so that no frame of it is there when the memory is searched.
        Thread thread = new(() => use(secret));
        thread.Start();
        thread.Join();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        using MemorySearch search = new();
        string[] found = [.. search.Find(secret.MakeNeedles()).Distinct()];
        output.WriteLine(found.Length == 0 ? $"clean {name}" : $"left {name}: {string.Join(", ", found)}");
        output.Flush();
    }

    private void WithStore(Action<EnterpriseSecurityManager> use)
    {
        string root = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
        KeyFile.Create(Path.Combine(root, "key"));
        using KeyProtector protector = KeyProtector.FromKeyFile(Path.Combine(root, "key"));
        using EnterpriseSecurityManager manager = EnterpriseSecurityManager.Create(Path.Combine(root, "store"), protector);
        use(manager);
    }

    private static void KeepAsBytes(EnterpriseSecurityManager manager, PlantedSecret secret)
    {
        secret.Lend(plain =>
        {
            using SecretValue value = SecretValue.FromBytes(plain);
            manager.Secrets.Protect("a", value);
        });
        manager.Secrets.Unprotect(SecretReference.ByName("a")).Dispose();
    }

    private static void KeepAsText(EnterpriseSecurityManager manager, PlantedSecret secret, SecretAlgorithm algorithm)
    {
        secret.LendText(plain =>
        {
            using SecretValue value = SecretValue.FromText(plain);
            manager.Secrets.Protect("a", value, new SecretOptions { Algorithm = algorithm });
            manager.Secrets.Update(SecretReference.ByName("a"), value);
        });
        manager.Secrets.Unprotect(SecretReference.ByName("a"), 1).Dispose();
        manager.Secrets.RestoreVersion(SecretReference.ByName("a"), 1);
    }

    private void ExportAndImport(EnterpriseSecurityManager manager, PlantedSecret secret)
    {
        KeepAsBytes(manager, secret);
        string path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        KeyFile.Create(path + ".key");
        using KeyProtector protector = KeyProtector.FromKeyFile(path + ".key");
        manager.Secrets.Export(path, protector);
        WithStore(other => other.Secrets.Import(path, protector));
    }

    private void ReencryptAndBackUp(EnterpriseSecurityManager manager, PlantedSecret secret)
    {
        KeepAsBytes(manager, secret);
        manager.Store.RotateKey(reencryptAll: true);
        string path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        manager.Store.BackUp(path);
        using KeyProtector protector = KeyProtector.FromKeyFile(Path.Combine(Path.GetDirectoryName(manager.Store.Path)!, "key"));
        SecurityStore.Restore(path, path + ".restored", protector);
    }

    private void OpenByPassphrase(PlantedSecret secret) => secret.Lend(plain =>
    {
        string path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        using KeyProtector protector = KeyProtector.FromPassphrase(plain);
        EnterpriseSecurityManager.Create(path, protector).Dispose();
        EnterpriseSecurityManager.Open(path, protector).Dispose();
    });

    private void OpenByKeyFile(PlantedSecret secret)
    {
        string path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        KeyFile.Create(path + ".key");
        secret.Lend(plain =>
        {
            // Without a stream, whose buffer would keep it.
            using SafeFileHandle file = File.OpenHandle(path + ".key", FileMode.Truncate, FileAccess.Write);
            RandomAccess.Write(file, plain, 0);
        });
        using KeyProtector protector = KeyProtector.FromKeyFile(path + ".key");
        EnterpriseSecurityManager.Create(path, protector).Dispose();
    }

    private static void HashPassword(PlantedSecret secret, PasswordHashAlgorithm algorithm) => secret.Lend(plain =>
    {
        PasswordHasher hasher = new();
        PasswordHashOptions options = algorithm switch
        {
            PasswordHashAlgorithm.Bcrypt => new PasswordHashOptions { Algorithm = algorithm, Cost = 10 },
            PasswordHashAlgorithm.Scrypt => new PasswordHashOptions { Algorithm = algorithm, Cost = 13, Parallelism = 10 },
            PasswordHashAlgorithm.Argon2id => new PasswordHashOptions { Algorithm = algorithm, MemoryKiB = 19456, Iterations = 2, Parallelism = 1 },
            _ => new PasswordHashOptions { Algorithm = algorithm },
        };
        hasher.Verify(plain, hasher.Hash(plain, options));
    });

    private void LookUp(PlantedSecret secret, int hashSize)
    {
        string path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, Convert.ToHexString(RandomNumberGenerator.GetBytes(hashSize)) + ":7\n");
        using BreachedPasswordList list = BreachedPasswordList.Open(path);
        secret.Lend(plain => list.Find(plain));
    }

    private static void CheckApiKey(EnterpriseSecurityManager manager, PlantedSecret secret) => secret.Lend(plain =>
    {
        manager.ApiKeys.Import(SHA256.HashData(plain), new ApiKeyOptions { Name = "k" });
        if (!manager.ApiKeys.Validate(plain).IsValid) throw new InvalidOperationException("The key was refused.");
    });

    private static void CheckManagedKey(EnterpriseSecurityManager manager, PlantedSecret secret)
    {
        manager.ManagedKeys.Create("m", ManagedKeyType.Hmac);
        secret.Lend(plain =>
        {
            using SecretBuffer candidate = SecretBuffer.CopyOf(plain);
            manager.ManagedKeys.Verify(ManagedKeyReference.ByName("m"), candidate: candidate);
        });
    }

    private static void VerifyCode(PlantedSecret secret) => secret.Lend(plain =>
    {
        using OtpKey key = new(SecretBuffer.CopyOf(plain), issuer: "x", account: "y");
        OneTimePasswords codes = new();
        codes.Verify(key, codes.GetCode(key));
    });

    private static void SignTokens(PlantedSecret secret) => secret.Lend(plain =>
    {
        using JwtKey key = JwtKey.FromSecret(plain);
        IssuedJwt token = new JwtIssuer().Issue(key, new JwtRequest { Subject = "ann" });
        if (!new JwtVerifier().Verify(token.RevealToken(), key).IsValid) throw new InvalidOperationException("The token was refused.");
    });

    private static void SignRequest(PlantedSecret secret) => secret.Lend(plain =>
    {
        using RequestSigningKey key = RequestSigningKey.FromSecret(plain, "k");
        new RequestSigner().Sign(new SignedRequest { Method = "GET", Uri = new Uri("https://example.com/") }, key);
    });

    private static void SealMessage(PlantedSecret secret) => secret.Lend(plain =>
    {
        byte[] key = RandomNumberGenerator.GetBytes(Fernet.KeySize);
        Fernet.TryDecrypt(key, Fernet.Encrypt(key, plain))?.Dispose();
    });

    // RFC 8410: what stands before the seed.
    private static void SignWithSshKey(PlantedSecret secret) => secret.Lend(plain =>
    {
        using SecretBuffer pem = new(200);
        Span<byte> der = stackalloc byte[48];
        Convert.FromHexString("302e020100300506032b657004220420").CopyTo(der);
        plain.CopyTo(der[16..]);
        System.Text.Encoding.ASCII.GetBytes("-----BEGIN PRIVATE KEY-----\n").CopyTo(pem.Span);
        System.Buffers.Text.Base64.EncodeToUtf8(der, pem.Span[28..], out _, out int written);
        CryptographicOperations.ZeroMemory(der);
        System.Text.Encoding.ASCII.GetBytes("\n-----END PRIVATE KEY-----\n").CopyTo(pem.Span[(28 + written)..]);
        using SshPrivateKey key = SshPrivateKeyFile.Read(pem.Span[..(28 + written + 27)]);
        key.Sign("data"u8);
        foreach (SshPrivateKeyFormat format in new[] { SshPrivateKeyFormat.OpenSsh, SshPrivateKeyFormat.Pkcs8, SshPrivateKeyFormat.Ppk })
        {
            using SecretBuffer bare = SshPrivateKeyFile.Write(key, format);
            SshPrivateKeyFile.Read(bare.Span).Dispose();
            using SecretBuffer file = Encrypt(key, format, "words"u8);
            SshPrivateKeyFile.Read(file.Span, "words"u8).Dispose();
        }
    });

    private static void EncryptSshKey(PlantedSecret secret, SshPrivateKeyFormat format) => secret.Lend(plain =>
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ecdsa256);
        using SecretBuffer file = Encrypt(key, format, plain);
        SshPrivateKeyFile.Read(file.Span, plain).Dispose();
    });

    // At the least cost: how often a passphrase is hashed leaves no more of it.
    private static SecretBuffer Encrypt(SshPrivateKey key, SshPrivateKeyFormat format, ReadOnlySpan<byte> passphrase) =>
        format == SshPrivateKeyFormat.OpenSsh ? SshPrivateKeyFile.WriteOpenSsh(key, passphrase, bcryptRounds: 1) : SshPrivateKeyFile.Write(key, format, passphrase);

    private void EncryptPfx(PlantedSecret secret) => secret.Lend(plain =>
    {
        string root = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        using SecretBuffer words = SecretBuffer.CopyOf(plain);
        IssuedCertificate made = new CertificateIssuer().CreateSelfSigned(
            new CertificateOptions { Subject = CertificateSubject.Parse("CN=example.com") }, new CertificateTarget { Folder = root, Name = "self", KeyPassphrase = words });
        new CertificateFiles().Convert(new CertificateConversion
        {
            Source = made.CertificatePath!,
            KeyPath = made.PrivateKeyPath,
            Passphrase = words,
            Destination = Path.Combine(root, "self.pfx"),
            Options = new CertificateWriteOptions { Format = CertificateFormat.Pfx, Passphrase = words },
        });
        CertificateFile.Read(Path.Combine(root, "self.pfx"), words).Dispose();
    });
}
