namespace EnterpriseSecurity;

/// <summary>Data was changed by someone who does not hold the key. Nothing of it is returned.</summary>
public sealed class IntegrityException : SecurityException
{
    internal IntegrityException(string errorId, string message, object? target = null, Exception? inner = null)
        : base(errorId, message, target, inner)
    {
    }
}
