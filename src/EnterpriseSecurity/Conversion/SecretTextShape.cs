namespace EnterpriseSecurity.Conversion;

/// <summary>What the text of a secret becomes in PowerShell.</summary>
internal enum SecretTextShape
{
    /// <summary>A SecureString.</summary>
    Secure,

    /// <summary>A string.</summary>
    Plain,

    /// <summary>What it was when it was stored.</summary>
    AsStored,
}
