namespace EnterpriseSecurity.Ssh;

/// <summary>How a managed key's files stand to what the store knows of them.</summary>
public enum SshKeyState
{
    /// <summary>The files are there and hold the key that the store knows.</summary>
    Present,

    /// <summary>The private key file is gone.</summary>
    Missing,

    /// <summary>The private key file holds another key, or cannot be read.</summary>
    Changed,
}
