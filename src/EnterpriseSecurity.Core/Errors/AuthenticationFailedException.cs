namespace EnterpriseSecurity;

/// <summary>A passphrase, key file or other proof does not unlock what it was offered for.</summary>
public sealed class AuthenticationFailedException : SecurityException
{
    internal AuthenticationFailedException(string errorId, string message, object? target = null, Exception? inner = null)
        : base(errorId, message, target, inner)
    {
    }
}
