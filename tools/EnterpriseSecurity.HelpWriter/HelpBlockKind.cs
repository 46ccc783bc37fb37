namespace EnterpriseSecurity.HelpWriter;

/// <summary>What a block of help is.</summary>
public enum HelpBlockKind
{
    /// <summary>A paragraph.</summary>
    Paragraph,

    /// <summary>One item of a list.</summary>
    Item,

    /// <summary>Lines that are shown as they stand.</summary>
    Code,

    /// <summary>A paragraph for the notes, not for the description.</summary>
    Note,
}
