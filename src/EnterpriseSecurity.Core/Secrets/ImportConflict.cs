namespace EnterpriseSecurity.Secrets;

/// <summary>What an import does with a secret whose name is taken.</summary>
public enum ImportConflict
{
    /// <summary>Leaves the one that is there.</summary>
    Skip,

    /// <summary>Destroys the one that is there and puts the imported one in its place.</summary>
    Overwrite,

    /// <summary>Makes the imported value the next version of the one that is there.</summary>
    NewVersion,
}
