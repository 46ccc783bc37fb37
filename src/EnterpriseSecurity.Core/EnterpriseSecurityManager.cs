using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.LeakSearch;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.Reporting;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.Tokens;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity;

/// <summary>Everything that one store offers: a property for each domain.</summary>
public sealed partial class EnterpriseSecurityManager : IDisposable
{
    private EnterpriseSecurityManager(SecurityStore store)
    {
        Store = store;
        Secrets = new SecretManager(store);
        SshKeys = new SshKeyManager(store);
        Passwords = new PasswordManager(store);
        PasswordHasher = new PasswordHasher(store);
        PasswordGenerator = new PasswordGenerator(store);
        PassphraseGenerator = new PassphraseGenerator(store);
        PasswordStrengthMeter = new PasswordStrengthMeter(store);
        ApiKeys = new ApiKeyManager(store);
        Certificates = new CertificateManager(store);
        CertificateFiles = new CertificateFiles(store);
        Tokens = new TokenManager(store);
        TwoFactor = new TwoFactorManager(store);
        AccessControl = new AccessControlManager(store);
        ManagedKeys = new ManagedKeyManager(store);
        Rotation = new RotationManager(store, RotationTargets);
        RequestSigner = new RequestSigner(store);
        RequestVerifier = new RequestVerifier(store);
        LeakSearcher = new LeakSearcher(store);
        Reports = new SecurityReporter(this);
        store.AddCheck(SshKeys.Check);
        store.AddCheck(Certificates.Check);
    }

    /// <summary>The store: its keys, protectors, backups and checks.</summary>
    public SecurityStore Store { get; }

    /// <summary>Secrets.</summary>
    public SecretManager Secrets { get; }

    /// <summary>SSH keys.</summary>
    public SshKeyManager SshKeys { get; }

    /// <summary>The password policy, each user's history, and breaches.</summary>
    public PasswordManager Passwords { get; }

    /// <summary>Hashes of passwords, with an audit entry for each made or verified.</summary>
    public PasswordHasher PasswordHasher { get; }

    /// <summary>Random passwords, with an audit entry for each.</summary>
    public PasswordGenerator PasswordGenerator { get; }

    /// <summary>Random passphrases, with an audit entry for each.</summary>
    public PassphraseGenerator PassphraseGenerator { get; }

    /// <summary>The strength of passwords, with an audit entry for each measurement.</summary>
    public PasswordStrengthMeter PasswordStrengthMeter { get; }

    /// <summary>API keys.</summary>
    public ApiKeyManager ApiKeys { get; }

    /// <summary>Certificates and authorities.</summary>
    public CertificateManager Certificates { get; }

    /// <summary>Certificates in files and at endpoints, with entries in this store's audit trail.</summary>
    public CertificateFiles CertificateFiles { get; }

    /// <summary>Tokens: their signing keys, sessions and revocations.</summary>
    public TokenManager Tokens { get; }

    /// <summary>Second factors of users.</summary>
    public TwoFactorManager TwoFactor { get; }

    /// <summary>Roles, who has them, and what they allow.</summary>
    public AccessControlManager AccessControl { get; }

    /// <summary>Keys with a life.</summary>
    public ManagedKeyManager ManagedKeys { get; }

    /// <summary>The rotation of credentials of every kind.</summary>
    public RotationManager Rotation { get; }

    /// <summary>Signs requests, with an audit entry for each.</summary>
    public RequestSigner RequestSigner { get; }

    /// <summary>Checks signed requests, each accepted once by all that use this store.</summary>
    public RequestVerifier RequestVerifier { get; }

    /// <summary>Searches for secrets that got out.</summary>
    public LeakSearcher LeakSearcher { get; }

    /// <summary>Reports on the whole store.</summary>
    public SecurityReporter Reports { get; }

    /// <summary>The audit trail.</summary>
    public AuditTrail Audit => Store.Audit;

    /// <summary>Makes a store and opens it. See <see cref="SecurityStore.Create(string, KeyProtector, TimeProvider?)"/> for the exceptions.</summary>
    public static EnterpriseSecurityManager Create(string path, KeyProtector protector, TimeProvider? time = null) => new(SecurityStore.Create(path, protector, time));

    /// <summary>Opens a store. See <see cref="SecurityStore.Open(string, KeyProtector, TimeProvider?)"/> for the exceptions.</summary>
    public static EnterpriseSecurityManager Open(string path, KeyProtector protector, TimeProvider? time = null) => Settle(SecurityStore.Open(path, protector, time));

    /// <summary>Makes a store whose records are on a server. See <see cref="SecurityStore.Create(string, KeyProtector, StoreServer, TimeProvider?)"/> for the exceptions.</summary>
    public static EnterpriseSecurityManager Create(string path, KeyProtector protector, StoreServer server, TimeProvider? time = null) => new(SecurityStore.Create(path, protector, server, time));

    /// <summary>Opens a store whose records are on a server. See <see cref="SecurityStore.Open(string, KeyProtector, StoreServer, TimeProvider?)"/> for the exceptions.</summary>
    public static EnterpriseSecurityManager Open(string path, KeyProtector protector, StoreServer server, TimeProvider? time = null) => Settle(SecurityStore.Open(path, protector, server, time));

    private static EnterpriseSecurityManager Settle(SecurityStore store)
    {
        try
        {
            EnterpriseSecurityManager manager = new(store);
            manager.SshKeys.SettleAll();
            manager.Certificates.SettleAll();
            manager.Rotation.SettleAll();
            return manager;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Locks the store.</summary>
    public void Dispose() => Store.Dispose();
}
