using System.Globalization;
using System.Text;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Stress;

/// <content>The domains besides secrets. Where several changes belong together, each call makes the next of them.</content>
internal sealed partial class DomainLoad
{
    private const string Role = "reader";
    private const string SigningKey = "api";

    private (string Name, string Serial)? _certificate;
    private CertificateRequestInfo? _request;
    private string? _issued;
    private long _passwords;
    private string? _enrolled;
    private IReadOnlyList<string> _codes = [];
    private string? _apiKeyId;
    private string? _managedKey;
    private string? _granted;
    private string? _revoked;
    private IssuedJwt? _session;
    private string? _endedToken;
    private int _secondFactorStep;
    private int _apiKeyStep;
    private int _managedKeyStep;
    private int _roleStep;
    private int _sessionStep;

    private string CreateSshKey()
    {
        string name = NewName();
        _manager.SshKeys.Create(name);
        return $"{AuditAction.SshKeyGenerated} {name}";
    }

    private string RotateSshKey()
    {
        SshKeyRotation rotation = _manager.SshKeys.Rotate(Shared);
        return $"{AuditAction.SshKeyRotated} {Shared} {rotation.PreviousFingerprint} {rotation.Fingerprint}";
    }

    private void ReadSshKey()
    {
        SshKeyValidation verdict = _manager.SshKeys.Validate(Shared);
        Expect(verdict.IsValid, $"The shared SSH key is not valid: {verdict}");
        Note(AuditAction.SshKeyValidated);
    }

    private string CreateCertificate()
    {
        string name = NewName();
        IssuedCertificate made = _manager.Certificates.CreateSelfSigned(new CertificateOptions { Subject = new CertificateSubject { CommonName = $"{name}.example.com" } }, name);
        _certificate = (name, made.SerialNumber);
        return $"{AuditAction.CertificateGenerated} {name} {made.SerialNumber}";
    }

    private string IssueCertificate()
    {
        if (_issued is { } last)
        {
            _manager.Certificates.Revoke(last);
            _issued = null;
            return $"{AuditAction.CertificateRevoked} {last}";
        }

        if (_request is { } request)
        {
            _request = null;
            IssuedCertificate made = _manager.Certificates.Approve(Shared, CertificateSigningRequest.Parse(Encoding.ASCII.GetBytes(request.Request)), new CertificateRequestPolicy { AllowedDns = ["example.com"] });
            _issued = made.Name;
            return $"{AuditAction.CertificateIssued} {made.Name} {made.SerialNumber}";
        }

        string name = NewName();
        _request = _manager.Certificates.CreateRequest(new CertificateOptions { Subject = new CertificateSubject { CommonName = $"{name}.example.com" } }, name);
        return $"{AuditAction.CertificateRequested} {name}";
    }

    private void ReadCertificate()
    {
        if (_certificate is not { } own) return;
        Expect(_manager.Certificates.Get(own.Name).SerialNumber == own.Serial, $"The certificate {own.Name} is another one.");
        Note(AuditAction.CertificateListed);
    }

    private string AddPassword() => AddPassword(_prefix);

    private string AddSharedPassword()
    {
        string line = AddPassword("ann");
        _passwords = long.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
        return line;
    }

    private string AddPassword(string user) =>
        string.Create(CultureInfo.InvariantCulture, $"{AuditAction.PasswordHistoryAdded} {user} {_manager.Passwords.AddHash(user, NewHash()).Version}");

    private void ReadPasswords()
    {
        if (_passwords == 0) return;
        long version = _manager.Passwords.GetHistory("ann").Version;
        Expect(version >= _passwords, $"The history of passwords went back from {_passwords} to {version}.");
        _passwords = version;
        Note(AuditAction.PasswordHistoryRead);
    }

    private string ChangeSecondFactor()
    {
        switch (_secondFactorStep++ % 5)
        {
            case 1:
                _codes = _manager.TwoFactor.CreateBackupCodes(_enrolled!, 2);
                return $"{AuditAction.BackupCodesGenerated} {_enrolled}";
            case 2:
                Expect(_manager.TwoFactor.VerifyBackupCode(_enrolled!, _codes[0]).IsValid, $"A backup code of {_enrolled} was refused.");
                return $"{AuditAction.BackupCodeVerified} {_enrolled}";
            case 4:
                _manager.TwoFactor.Remove(_enrolled!);
                (string gone, _enrolled) = (_enrolled!, null);
                return $"{AuditAction.TotpEnrollmentRemoved} {gone}";
            default:
                _enrolled = NewName();
                _manager.TwoFactor.Enroll(_enrolled).Dispose();
                return $"{AuditAction.TotpSecretGenerated} {_enrolled}";
        }
    }

    private void ReadSecondFactor()
    {
        if (_enrolled is null) return;
        Expect(_manager.TwoFactor.Get(_enrolled).UserId == _enrolled, $"The enrolment of {_enrolled} is another user's.");
        Note(AuditAction.TotpEnrollmentListed);
    }

    private string ChangeApiKey()
    {
        switch (_apiKeyStep++ % 4)
        {
            case 1:
                _manager.ApiKeys.AddScopes(_apiKeyId!, "write:x");
                return $"{AuditAction.ApiKeyUpdated} {_apiKeyId}";
            case 3:
                _manager.ApiKeys.Revoke(_apiKeyId!);
                return $"{AuditAction.ApiKeyRevoked} {_apiKeyId}";
            default:
                _apiKeyId = _manager.ApiKeys.Create(new ApiKeyOptions { Name = NewName(), Scopes = ["read:x"] }).Id;
                return $"{AuditAction.ApiKeyGenerated} {_apiKeyId}";
        }
    }

    private void CheckApiKey()
    {
        Expect(_manager.ApiKeys.Validate(_apiKey).IsValid, "The shared API key was refused.");
        Note(AuditAction.ApiKeyValidated);
    }

    private string ChangeManagedKey()
    {
        switch (_managedKeyStep++ % 4)
        {
            case 1:
                Expect(_manager.ManagedKeys.Verify(ManagedKeyReference.ByName(Shared)).IsValid, "The shared managed key was refused.");
                return $"{AuditAction.KeyUsed} {Shared}";
            case 3:
                _manager.ManagedKeys.Revoke(ManagedKeyReference.ByName(_managedKey!));
                return $"{AuditAction.KeyRevoked} {_managedKey}";
            default:
                _managedKey = NewName();
                _manager.ManagedKeys.Create(_managedKey, ManagedKeyType.Hmac);
                return $"{AuditAction.KeyCreated} {_managedKey}";
        }
    }

    private void ReadManagedKey()
    {
        Expect(_manager.ManagedKeys.Get(ManagedKeyReference.ByName(Shared)).Version == 1, "The shared managed key is another one.");
        Note(AuditAction.KeyListed);
    }

    private string ChangeRole()
    {
        switch (_roleStep++ % 4)
        {
            case 0:
                string role = NewName();
                _manager.AccessControl.DefineRole(new RoleDefinition { Name = role, Permissions = ["docs:write"] });
                return $"{AuditAction.RoleDefined} {role}";
            case 3:
                _manager.AccessControl.Revoke(_granted!, Role);
                (_revoked, _granted) = (_granted, null);
                return $"{AuditAction.RoleRevoked} {_revoked}";
            default:
                _granted = NewName();
                _manager.AccessControl.Grant(new RoleGrant { UserId = _granted, Role = Role });
                return $"{AuditAction.RoleAssigned} {_granted}";
        }
    }

    private void CheckPermission()
    {
        foreach ((string? user, bool expected) in new[] { (_granted, true), (_revoked, false) })
        {
            if (user is null) continue;
            Expect(_manager.AccessControl.TestPermission(user, "docs:read") == expected, $"{user} may read: that should be {expected}.");
            Note(AuditAction.PermissionChecked, expected);
        }
    }

    private string ChangeSession()
    {
        switch (_sessionStep++ % 4)
        {
            case 1:
                _session = _manager.Tokens.Refresh(_session!.RevealRefreshToken()!);
                return $"{AuditAction.JwtRefreshed} {_session.SessionId}";
            case 3:
                _manager.Tokens.RevokeSession(_session!.RevealRefreshToken()!);
                (string ended, _endedToken, _session) = (_session.SessionId!, _session.RevealToken(), null);
                return $"{AuditAction.JwtSessionRevoked} {ended}";
            default:
                _session = _manager.Tokens.BeginSession(SigningKey, new JwtRequest { Subject = NewName() });
                return $"{AuditAction.JwtIssued} {_session.SessionId}";
        }
    }

    private void VerifyToken()
    {
        foreach ((string? token, JwtReason expected) in new[] { (_session?.RevealToken(), JwtReason.Accepted), (_endedToken, JwtReason.Revoked) })
        {
            if (token is null) continue;
            JwtReason reason = _manager.Tokens.Verify(token).Reason;
            Expect(reason == expected, $"A token is {reason}, and should be {expected}.");
            Note(AuditAction.JwtVerified, expected == JwtReason.Accepted);
        }
    }

    private string RevokeToken()
    {
        string id = NewName();
        _manager.Tokens.RevokeById(id);
        return $"{AuditAction.JwtRevoked} {id}";
    }

    private string CreateSigningKey()
    {
        string name = NewName();
        _manager.Tokens.CreateSigningKey(name);
        return $"{AuditAction.JwtSigningKeyCreated} {name}";
    }

    private string RotateSigningKey() =>
        string.Create(CultureInfo.InvariantCulture, $"{AuditAction.JwtSigningKeyRotated} {SigningKey} {_manager.Tokens.RotateSigningKey(SigningKey).Version}");

    private string CreateRotationPolicy()
    {
        string name = NewName();
        _manager.Rotation.CreatePolicy(new RotationPolicy { Name = name, Kind = RotationKind.ApiKey, Target = name, Interval = TimeSpan.FromDays(30) });
        return $"{AuditAction.RotationPolicyCreated} {name}";
    }
}
