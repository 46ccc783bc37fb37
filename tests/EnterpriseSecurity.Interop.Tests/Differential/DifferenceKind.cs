namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>How two readers differ over an input.</summary>
internal enum DifferenceKind
{
    /// <summary>The tool reads it, and we refuse it.</summary>
    Stricter,

    /// <summary>The tool refuses it, and we read it.</summary>
    Laxer,

    /// <summary>Both read it, and something else.</summary>
    OtherMeaning,
}
