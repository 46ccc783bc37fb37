namespace EnterpriseSecurity.Ssh;

/// <summary>What adding a key to an <c>authorized_keys</c> file came to.</summary>
public enum SshAuthorizedKeyOutcome
{
    /// <summary>The key is new and stands at the file's end.</summary>
    Added,

    /// <summary>The key was there already; nothing was changed.</summary>
    AlreadyPresent,

    /// <summary>The key was there already, and its options were replaced.</summary>
    OptionsReplaced,
}
