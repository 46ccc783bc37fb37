namespace EnterpriseSecurity;

/// <summary>The operation does not fit the present state: a store that is closed, a last protector that would go.</summary>
public sealed class InvalidStateException : SecurityException
{
    internal InvalidStateException(string errorId, string message, object? target = null, Exception? inner = null)
        : base(errorId, message, target, inner)
    {
    }
}
