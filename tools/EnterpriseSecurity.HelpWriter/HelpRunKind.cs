namespace EnterpriseSecurity.HelpWriter;

/// <summary>What a piece of a paragraph is.</summary>
public enum HelpRunKind
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>Something to type: a value, a name, a file.</summary>
    Code,

    /// <summary>The name of a cmdlet, which has a page.</summary>
    Cmdlet,

    /// <summary>The name of a parameter, without its dash.</summary>
    Parameter,
}
