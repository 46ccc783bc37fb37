using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.Tokens;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Reporting;

/// <summary>What the sections read from: each list is read once, and only metadata is.</summary>
/// <param name="manager">The store.</param>
/// <param name="options">What the report is to be like.</param>
/// <param name="names">Lets names in.</param>
/// <param name="activity">What the audit trail tells, added up.</param>
/// <param name="verification">The verdict on the store.</param>
internal sealed class ReportSource(EnterpriseSecurityManager manager, SecurityReportOptions options, ReportNames names, ReportActivity activity, StoreVerification verification)
{
    private readonly Lazy<IReadOnlyList<SecretInfo>> _secrets = new(() => names.InOrder(manager.Secrets.List(), ReportNameKind.Secret, one => one.Name));
    private readonly Lazy<IReadOnlyList<SshKeyInfo>> _sshKeys = new(() => names.InOrder(manager.SshKeys.List(), ReportNameKind.SshKey, one => one.Name));
    private readonly Lazy<IReadOnlyList<ApiKeyInfo>> _apiKeys = new(() => names.InOrder(manager.ApiKeys.List(), ReportNameKind.ApiKey, one => one.Name));
    private readonly Lazy<IReadOnlyList<IssuedCertificate>> _certificates = new(() => names.InOrder(manager.Certificates.List(), ReportNameKind.Certificate, one => one.Name));
    private readonly Lazy<IReadOnlyList<ManagedKeyInfo>> _managedKeys = new(() => names.InOrder(manager.ManagedKeys.List(), ReportNameKind.ManagedKey, one => one.Name));
    private readonly Lazy<IReadOnlyList<JwtSigningKeyInfo>> _signingKeys = new(() => names.InOrder(manager.Tokens.ListSigningKeys(), ReportNameKind.SigningKey, one => one.Name));
    private readonly Lazy<IReadOnlyList<OtpEnrollment>> _secondFactors = new(() => names.InOrder(manager.TwoFactor.List(), ReportNameKind.User, one => one.UserId));
    private readonly Lazy<IReadOnlyList<RoleInfo>> _roles = new(() => names.InOrder(manager.AccessControl.ListRoles(), ReportNameKind.Role, one => one.Name));
    private readonly Lazy<IReadOnlyList<RoleAssignment>> _assignments = new(() => manager.AccessControl.ListAssignments());
    private readonly Lazy<IReadOnlyList<ExpiringCredential>> _expiring = new(() => manager.FindExpiring(options.Within));
    private readonly Lazy<IReadOnlyList<RotationPolicy>> _rotationPolicies = new(() => names.InOrder(manager.Rotation.ListPolicies(), ReportNameKind.Policy, one => one.Name));
    private readonly Lazy<IReadOnlyList<RotationInfo>> _rotations = new(() => manager.Rotation.GetHistory());
    private readonly Lazy<IReadOnlyList<PasswordState>> _passwords = new(manager.Passwords.ListStates);
    private readonly Lazy<SecurityStatus> _status = new(manager.GetStatus);

    /// <summary>The domains of the store.</summary>
    public EnterpriseSecurityManager Manager => manager;

    /// <summary>The store.</summary>
    public SecurityStore Store => manager.Store;

    /// <summary>What the report is to be like.</summary>
    public SecurityReportOptions Options => options;

    /// <summary>Lets names in.</summary>
    public ReportNames Names => names;

    /// <summary>When the report is made.</summary>
    public DateTimeOffset Now { get; } = manager.Store.Time.GetUtcNow();

    /// <summary>What the audit trail tells, added up.</summary>
    public ReportActivity Activity => activity;

    /// <summary>The verdict on the store.</summary>
    public StoreVerification Verification => verification;

    /// <summary>The counts.</summary>
    public SecurityStatus Status => _status.Value;

    /// <summary>The secrets that were not removed.</summary>
    public IReadOnlyList<SecretInfo> Secrets => _secrets.Value;

    /// <summary>The SSH keys.</summary>
    public IReadOnlyList<SshKeyInfo> SshKeys => _sshKeys.Value;

    /// <summary>The API keys, the revoked ones too.</summary>
    public IReadOnlyList<ApiKeyInfo> ApiKeys => _apiKeys.Value;

    /// <summary>The certificates and authorities.</summary>
    public IReadOnlyList<IssuedCertificate> Certificates => _certificates.Value;

    /// <summary>Every version of the managed keys that is not destroyed.</summary>
    public IReadOnlyList<ManagedKeyInfo> ManagedKeys => _managedKeys.Value;

    /// <summary>Every version of the keys that sign tokens.</summary>
    public IReadOnlyList<JwtSigningKeyInfo> SigningKeys => _signingKeys.Value;

    /// <summary>The second factors, the unconfirmed ones too.</summary>
    public IReadOnlyList<OtpEnrollment> SecondFactors => _secondFactors.Value;

    /// <summary>The roles.</summary>
    public IReadOnlyList<RoleInfo> Roles => _roles.Value;

    /// <summary>Who has which role.</summary>
    public IReadOnlyList<RoleAssignment> Assignments => _assignments.Value;

    /// <summary>What expires within the report's time, or has expired.</summary>
    public IReadOnlyList<ExpiringCredential> Expiring => _expiring.Value;

    /// <summary>The rotation policies, the disabled ones too.</summary>
    public IReadOnlyList<RotationPolicy> RotationPolicies => _rotationPolicies.Value;

    /// <summary>The rotations that run or have ended, the newest first.</summary>
    public IReadOnlyList<RotationInfo> Rotations => _rotations.Value;

    /// <summary>The age and the kind of hash of each user's password.</summary>
    public IReadOnlyList<PasswordState> Passwords => _passwords.Value;

    /// <summary>What passwords must be like.</summary>
    public PasswordPolicy PasswordPolicy { get; } = manager.Passwords.GetPolicy();

    /// <summary>The versions of managed keys that are in use, or will be.</summary>
    public IEnumerable<ManagedKeyInfo> ManagedKeysInUse => ManagedKeys.Where(key => key.State is ManagedKeyState.Pending or ManagedKeyState.Active);
}
