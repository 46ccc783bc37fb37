namespace EnterpriseSecurity;

/// <summary>What should be made exists already; nothing was overwritten.</summary>
public sealed class AlreadyExistsException : SecurityException
{
    internal AlreadyExistsException(string errorId, string message, object? target = null, Exception? inner = null)
        : base(errorId, message, target, inner)
    {
    }
}
