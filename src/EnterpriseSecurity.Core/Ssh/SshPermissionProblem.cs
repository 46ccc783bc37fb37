namespace EnterpriseSecurity.Ssh;

/// <summary>Why sshd would not trust a file or folder (sshd_config(5), StrictModes).</summary>
public enum SshPermissionProblem
{
    /// <summary>The group or everybody may write; on Windows, others than the owner, SYSTEM and administrators have rights.</summary>
    WritableByOthers,

    /// <summary>It belongs neither to root nor to the account.</summary>
    OwnedByOther,

    /// <summary>It is not a plain file.</summary>
    NotAFile,
}
