namespace EnterpriseSecurity.Audit;

/// <summary>What is wrong with an audit trail.</summary>
public enum AuditFinding
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The line's bytes are not what was written.</summary>
    LineChanged,

    /// <summary>One or more lines before this one are gone.</summary>
    LineRemoved,

    /// <summary>The line stands a second time, or was put in.</summary>
    LineInserted,

    /// <summary>The line stands in another place than it was written in.</summary>
    LineMoved,

    /// <summary>The trail ends before the line that the store knows to be the last.</summary>
    TailCut,

    /// <summary>The trail goes on after the line that the store knows to be the last: the store is an older copy.</summary>
    StoreBehind,
}
