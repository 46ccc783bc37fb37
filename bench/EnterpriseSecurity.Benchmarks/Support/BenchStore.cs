using System.Globalization;
using System.Security.Cryptography;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Benchmarks.Support;

/// <summary>A store in a temporary folder, unlocked by a key file, with as many secrets of 1 KiB as are asked for.</summary>
internal sealed class BenchStore : IDisposable
{
    private const int ValueSize = 1024;
    private const int SeedBatch = 5_000;

    private readonly string _root;

    public BenchStore(int secrets)
    {
        _root = Directory.CreateTempSubdirectory("es-bench-").FullName;
        KeyFile.Create(KeyPath);
        using KeyProtector protector = KeyProtector.FromKeyFile(KeyPath);
        string path = System.IO.Path.Combine(_root, "store");
        // Where it is set, the store is on that server, in a schema of its own.
        string? text = Environment.GetEnvironmentVariable("ES_BENCH_CONNECTION");
        using StoreServer? server = text is null ? null : StoreServer.Parse($"{text};Schema=bench_{Guid.NewGuid():N}");
        Manager = server is null ? EnterpriseSecurityManager.Create(path, protector) : EnterpriseSecurityManager.Create(path, protector, server);
        Fill(Manager, secrets);
    }

    public EnterpriseSecurityManager Manager { get; }

    /// <summary>The file that unlocks it.</summary>
    public string KeyPath => System.IO.Path.Combine(_root, "key");

    /// <summary>Opens the store once more, as another process does.</summary>
    public EnterpriseSecurityManager OpenOther()
    {
        using KeyProtector protector = KeyProtector.FromKeyFile(KeyPath);
        return EnterpriseSecurityManager.Open(Manager.Store.Path, protector);
    }

    /// <summary>The name of the n-th seeded secret, from 0.</summary>
    public static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"secret-{index:D7}");

    /// <summary>A value of 1 KiB.</summary>
    public static SecretValue NewValue() => SecretValue.FromBytes(RandomNumberGenerator.GetBytes(ValueSize));

    /// <summary>Makes a store with its key file and leaves it, for a measurement in another process.</summary>
    public static void Seed(string path, string keyPath, int secrets)
    {
        KeyFile.Create(keyPath);
        using KeyProtector protector = KeyProtector.FromKeyFile(keyPath);
        using EnterpriseSecurityManager manager = EnterpriseSecurityManager.Create(path, protector);
        Fill(manager, secrets);
    }

    public void Dispose()
    {
        Manager.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>Adds secrets, many to a transaction, which no cmdlet does: only what is measured afterwards shall take time.</summary>
    public static void Fill(EnterpriseSecurityManager manager, int secrets)
    {
        for (int start = 0; start < secrets; start += SeedBatch)
        {
            int end = Math.Min(secrets, start + SeedBatch);
            manager.Store.Write(new AuditNote(AuditAction.SecretEncrypted, "seed"), change =>
            {
                for (int index = start; index < end; index++)
                {
                    using SecretValue value = NewValue();
                    using SecretBuffer body = SecretValueCodec.Encode(value);
                    change.Insert(SecretRecord.Create(NameOf(index), value.Kind, SecretAlgorithm.Aes256Gcm, manager.Store.Time.GetUtcNow(), null, null), body.Span);
                }

                return true;
            });
        }
    }
}
