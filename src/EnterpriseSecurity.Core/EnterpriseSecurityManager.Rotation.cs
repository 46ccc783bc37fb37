using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity;

/// <content>What can be rotated.</content>
public sealed partial class EnterpriseSecurityManager
{
    // Asked for once, when the other domains are there.
    private IEnumerable<IRotationTarget> RotationTargets =>
    [
        new ManagedKeyRotationTarget(),
        new ApiKeyRotationTarget(Store.Keys),
        new SecretRotationTarget(Secrets),
        new SshKeyRotationTarget(SshKeys),
        new CertificateRotationTarget(Certificates),
        new JwtSigningKeyRotationTarget(Tokens),
    ];
}
