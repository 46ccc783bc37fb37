namespace EnterpriseSecurity.AccessControl;

/// <summary>What a file of role definitions is written in.</summary>
public enum RoleFileFormat
{
    /// <summary>JSON, RFC 8259.</summary>
    Json,

    /// <summary>YAML 1.2, without tags, anchors and aliases.</summary>
    Yaml,
}
