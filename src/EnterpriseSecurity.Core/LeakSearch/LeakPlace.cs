namespace EnterpriseSecurity.LeakSearch;

/// <summary>The kinds of places where secrets turn up.</summary>
[Flags]
public enum LeakPlace
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>What was typed: the histories of PSReadLine, and of other shells and clients, of the user.</summary>
    History = 1,

    /// <summary>PowerShell transcripts in the user's documents, and where the machine's policy puts them.</summary>
    Transcript = 2,

    /// <summary>What PowerShell's script-block and module logging wrote into the system's log.</summary>
    EventLog = 4,

    /// <summary>Files, and folders with all below.</summary>
    File = 8,

    /// <summary>Every version of every file, and every message, in the git repositories among the folders.</summary>
    Git = 16,

    /// <summary>All that are the user's without naming a path.</summary>
    Session = History | Transcript | EventLog,
}
