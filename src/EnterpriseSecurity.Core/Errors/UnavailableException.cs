namespace EnterpriseSecurity;

/// <summary>Something outside fails for now: a disk that is full, a database that is busy, an agent that does not answer.</summary>
public sealed class UnavailableException : SecurityException
{
    internal UnavailableException(string errorId, string message, object? target = null, Exception? inner = null)
        : base(errorId, message, target, inner)
    {
    }
}
