namespace EnterpriseSecurity.Tokens;

/// <summary>What a version of a signing key is used for.</summary>
public enum JwtSigningKeyState
{
    /// <summary>It signs and verifies.</summary>
    Current,

    /// <summary>A newer version signs; this one verifies until its end.</summary>
    Previous,

    /// <summary>Its end has passed; tokens that it signed are refused.</summary>
    Retired,

    /// <summary>A rotation has made it; it neither signs nor verifies yet, and is not published.</summary>
    Pending,

    /// <summary>It verifies and is published, so that everyone knows it before it signs.</summary>
    Staged,
}
