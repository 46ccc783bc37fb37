namespace EnterpriseSecurity.Ssh;

/// <summary>What <see cref="SshCertificate.Sign"/> certifies.</summary>
public sealed record SshCertificateRequest
{
    /// <summary>The key to certify. Its comment becomes the certificate's. Security keys are allowed, DSA keys are not.</summary>
    public required SshPublicKey PublicKey { get; init; }

    /// <summary>Whether the key is a user's or a host's.</summary>
    public required SshCertificateType Type { get; init; }

    /// <summary>The name that the certificate goes by in logs and revocation lists: one line of 1 to 1,024 characters.</summary>
    public required string KeyId { get; init; }

    /// <summary>The account or host names that the key may use, at most <see cref="SshCertificate.MaximumPrincipals"/>. Host names are in lower case, as ssh compares them.</summary>
    public IReadOnlyList<string> Principals { get; init; } = [];

    /// <summary>True to allow an empty list of principals, which lets the key speak for every account or host.</summary>
    public bool AllowAnyPrincipal { get; init; }

    /// <summary>From when on the certificate is valid, in whole seconds and not before 1970; always when null.</summary>
    public DateTimeOffset? ValidAfter { get; init; }

    /// <summary>The first time at which the certificate is no longer valid, in whole seconds; forever when null.</summary>
    public DateTimeOffset? ValidBefore { get; init; }

    /// <summary>A number of the authority's own, by which the certificate can be revoked; 0 for none.</summary>
    public ulong Serial { get; init; }

    /// <summary>The one command that the key may run (<c>force-command</c>); null for no limit. Users only.</summary>
    public string? ForceCommand { get; init; }

    /// <summary>The addresses and networks that the key may be used from (<c>source-address</c>), such as <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>; empty for no limit. Users only.</summary>
    public IReadOnlyList<string> SourceAddresses { get; init; } = [];

    /// <summary>True when a security key must have verified its user, by a PIN or a fingerprint (<c>verify-required</c>). Users only.</summary>
    public bool VerifyRequired { get; init; }

    /// <summary>
    /// What the certificate permits: names and values; the value of a flag is empty. When null,
    /// <see cref="DefaultUserExtensions"/> for a user and none for a host. A name that OpenSSH does not define needs a
    /// domain, as in <c>login@example.com</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Extensions { get; init; }

    /// <summary>What <c>ssh-keygen</c> permits users: forwarding of X11, agent and ports, a terminal, and ~/.ssh/rc.</summary>
    public static IReadOnlyDictionary<string, string> DefaultUserExtensions => SshCertificateOptions.UserDefaults;
}
