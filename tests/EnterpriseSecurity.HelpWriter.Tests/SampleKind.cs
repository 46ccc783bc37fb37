namespace EnterpriseSecurity.HelpWriter.Tests;

/// <summary>A kind of thing.</summary>
public enum SampleKind
{
    /// <summary>A small one.</summary>
    Small,

    /// <summary>A large one.</summary>
    Large,
}
