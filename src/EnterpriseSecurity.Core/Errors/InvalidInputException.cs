namespace EnterpriseSecurity;

/// <summary>The caller gave something that cannot be used: a bad name, size, duration or option.</summary>
public sealed class InvalidInputException : SecurityException
{
    internal InvalidInputException(string errorId, string message, object? target = null, Exception? inner = null)
        : base(errorId, message, target, inner)
    {
    }
}
