namespace EnterpriseSecurity.Passwords;

/// <summary>Why a password was accepted or refused.</summary>
public enum PasswordHashReason
{
    /// <summary>The password is the one of the hash.</summary>
    Match,

    /// <summary>It is not.</summary>
    Mismatch,

    /// <summary>bcrypt reads 72 bytes; a longer password is refused rather than cut.</summary>
    PasswordTooLong,

    /// <summary>bcrypt ends a password at its first zero byte; such a password is refused rather than cut.</summary>
    PasswordHasZeroByte,
}
