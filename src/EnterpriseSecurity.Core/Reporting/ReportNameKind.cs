namespace EnterpriseSecurity.Reporting;

/// <summary>What a name is the name of; a pseudonym begins with it.</summary>
internal enum ReportNameKind
{
    /// <summary>A store.</summary>
    Store,

    /// <summary>A secret.</summary>
    Secret,

    /// <summary>An SSH key.</summary>
    SshKey,

    /// <summary>An SSH certificate.</summary>
    SshCertificate,

    /// <summary>An API key.</summary>
    ApiKey,

    /// <summary>A certificate or an authority.</summary>
    Certificate,

    /// <summary>A managed key.</summary>
    ManagedKey,

    /// <summary>A key that signs tokens.</summary>
    SigningKey,

    /// <summary>A rotation policy.</summary>
    Policy,

    /// <summary>A user.</summary>
    User,

    /// <summary>A role.</summary>
    Role,

    /// <summary>A part of a permission or of a scope.</summary>
    Scope,

    /// <summary>What a role is limited to.</summary>
    Resource,

    /// <summary>A machine.</summary>
    Host,

    /// <summary>A network address.</summary>
    Address,

    /// <summary>A file or folder.</summary>
    Path,

    /// <summary>An action that someone outside this product writes to the audit trail.</summary>
    Action,
}
