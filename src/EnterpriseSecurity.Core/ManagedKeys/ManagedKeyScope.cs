namespace EnterpriseSecurity.ManagedKeys;

/// <summary>What a managed key is good for.</summary>
[Flags]
public enum ManagedKeyScope
{
    /// <summary>Reading.</summary>
    Read = 1,

    /// <summary>Writing.</summary>
    Write = 2,

    /// <summary>Reading and writing.</summary>
    ReadWrite = Read | Write,

    /// <summary>Everything.</summary>
    Admin = ReadWrite | 4,
}
