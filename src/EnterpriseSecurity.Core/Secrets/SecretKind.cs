namespace EnterpriseSecurity.Secrets;

/// <summary>What a secret's value is. The numbers are on disk and never change their meaning.</summary>
public enum SecretKind
{
    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>Text that its owner gave, and gets back, as a SecureString.</summary>
    SecureText = 2,

    /// <summary>A user name and a password.</summary>
    Credential = 3,

    /// <summary>Bytes.</summary>
    Bytes = 4,

    /// <summary>Named values, each of any kind.</summary>
    Table = 5,

    /// <summary>A 32-bit integer; in tables.</summary>
    Int32 = 6,

    /// <summary>A 64-bit integer; in tables.</summary>
    Int64 = 7,

    /// <summary>A double-precision number; in tables.</summary>
    Double = 8,

    /// <summary>True or false; in tables.</summary>
    Boolean = 9,

    /// <summary>A date and time, with what it says of its zone; in tables.</summary>
    DateTime = 10,
}
