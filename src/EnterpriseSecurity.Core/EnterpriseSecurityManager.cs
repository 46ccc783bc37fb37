using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity;

/// <summary>Everything that one store offers: a property for each domain.</summary>
public sealed class EnterpriseSecurityManager : IDisposable
{
    private EnterpriseSecurityManager(SecurityStore store)
    {
        Store = store;
        Secrets = new SecretManager(store);
        SshKeys = new SshKeyManager(store);
        PasswordHasher = new PasswordHasher(store);
        PasswordGenerator = new PasswordGenerator(store);
        PassphraseGenerator = new PassphraseGenerator(store);
        PasswordStrengthMeter = new PasswordStrengthMeter(store);
        TwoFactor = new TwoFactorManager(store);
        ManagedKeys = new ManagedKeyManager(store);
        RequestSigner = new RequestSigner(store);
        RequestVerifier = new RequestVerifier(store);
        store.AddCheck(SshKeys.Check);
    }

    /// <summary>The store: its keys, protectors, backups and checks.</summary>
    public SecurityStore Store { get; }

    /// <summary>Secrets.</summary>
    public SecretManager Secrets { get; }

    /// <summary>SSH keys.</summary>
    public SshKeyManager SshKeys { get; }

    /// <summary>Hashes of passwords, with an audit entry for each made or verified.</summary>
    public PasswordHasher PasswordHasher { get; }

    /// <summary>Random passwords, with an audit entry for each.</summary>
    public PasswordGenerator PasswordGenerator { get; }

    /// <summary>Random passphrases, with an audit entry for each.</summary>
    public PassphraseGenerator PassphraseGenerator { get; }

    /// <summary>The strength of passwords, with an audit entry for each measurement.</summary>
    public PasswordStrengthMeter PasswordStrengthMeter { get; }
    /// <summary>Second factors of users.</summary>
    public TwoFactorManager TwoFactor { get; }

    /// <summary>Keys with a life.</summary>
    public ManagedKeyManager ManagedKeys { get; }

    /// <summary>Signs requests, with an audit entry for each.</summary>
    public RequestSigner RequestSigner { get; }

    /// <summary>Checks signed requests, each accepted once by all that use this store.</summary>
    public RequestVerifier RequestVerifier { get; }

    /// <summary>The audit trail.</summary>
    public AuditTrail Audit => Store.Audit;

    /// <summary>Makes a store and opens it. See <see cref="SecurityStore.Create"/> for the exceptions.</summary>
    public static EnterpriseSecurityManager Create(string path, KeyProtector protector, TimeProvider? time = null) => new(SecurityStore.Create(path, protector, time));

    /// <summary>Opens a store. See <see cref="SecurityStore.Open"/> for the exceptions.</summary>
    public static EnterpriseSecurityManager Open(string path, KeyProtector protector, TimeProvider? time = null)
    {
        SecurityStore store = SecurityStore.Open(path, protector, time);
        try
        {
            EnterpriseSecurityManager manager = new(store);
            manager.SshKeys.SettleAll();
            return manager;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Counts of what there is, as one record.</summary>
    public SecurityStatus GetStatus() => new()
    {
        StoreId = Store.Id,
        Path = Store.Path,
        Secrets = Store.Peek(view => view.Count(SecretRecord.Collection)),
        SshKeys = Store.Peek(view => view.Count(SshKeyRecord.Collection)),
        AuditEntries = Audit.Count(),
    };

    /// <summary>Everything that expires within a time, or has expired, the earliest first: secrets, and certificates beside SSH keys.</summary>
    /// <param name="within">The time from now.</param>
    public IReadOnlyList<ExpiringCredential> FindExpiring(TimeSpan within)
    {
        DateTimeOffset now = Store.Time.GetUtcNow();
        IEnumerable<ExpiringCredential> secrets = Secrets.List(new SecretFilter { ExpiresWithin = within })
            .Select(secret => new ExpiringCredential { Kind = "Secret", Name = secret.Name, Id = secret.Id, ExpiresAt = secret.ExpiresAt!.Value, ExpiresIn = secret.ExpiresAt.Value - now });
        IEnumerable<ExpiringCredential> certificates = SshKeys.ListCertificates()
            .Where(one => one.Certificate.ValidBefore is { } end && end - now <= within)
            .Select(one => new ExpiringCredential
            {
                Kind = "SshCertificate",
                Name = one.Certificate.KeyId,
                Id = one.Key.Id,
                Path = one.Path,
                ExpiresAt = one.Certificate.ValidBefore!.Value,
                ExpiresIn = one.Certificate.ValidBefore.Value - now,
            });
        return [.. secrets.Concat(certificates).OrderBy(credential => credential.ExpiresAt)];
    }

    /// <summary>Locks the store.</summary>
    public void Dispose() => Store.Dispose();
}
