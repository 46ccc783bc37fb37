namespace EnterpriseSecurity;

/// <summary>What was asked for exists but its time is over.</summary>
public sealed class ExpiredException : SecurityException
{
    internal ExpiredException(string errorId, string message, object? target = null, Exception? inner = null)
        : base(errorId, message, target, inner)
    {
    }
}
