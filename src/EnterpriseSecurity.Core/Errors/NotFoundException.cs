namespace EnterpriseSecurity;

/// <summary>What was asked for does not exist.</summary>
public sealed class NotFoundException : SecurityException
{
    internal NotFoundException(string errorId, string message, object? target = null, Exception? inner = null)
        : base(errorId, message, target, inner)
    {
    }
}
