namespace EnterpriseSecurity.Rotation;

/// <summary>The states of the records that stand beside the one in use while it is rotated. They are on disk and never change their meaning.</summary>
internal static class SuccessorState
{
    /// <summary>The successor is made, and not accepted yet.</summary>
    public const string Issued = "issued";

    /// <summary>The successor is accepted beside the one in use.</summary>
    public const string Staged = "staged";

    /// <summary>It was in use before, and is accepted until its end.</summary>
    public const string Previous = "previous";

    /// <summary>It is over for good.</summary>
    public const string Ended = "ended";
}
