namespace EnterpriseSecurity.ApiKeys;

/// <summary>Where an API key stands.</summary>
public enum ApiKeyState
{
    /// <summary>It is accepted, within its dates.</summary>
    Active,

    /// <summary>It is not accepted until it is enabled again.</summary>
    Disabled,

    /// <summary>It is not accepted any more.</summary>
    Revoked,
}
