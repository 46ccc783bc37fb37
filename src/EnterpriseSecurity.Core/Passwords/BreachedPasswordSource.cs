namespace EnterpriseSecurity.Passwords;

/// <summary>Where breached passwords are looked up.</summary>
public enum BreachedPasswordSource
{
    /// <summary>One sorted text file of hashes.</summary>
    SortedFile,

    /// <summary>A folder with one text file for each five leading hexadecimal digits.</summary>
    RangeFolder,

    /// <summary>A compact filter that this library built from a list.</summary>
    Filter,

    /// <summary>A service that answers with all hashes of a range.</summary>
    RangeService,
}
