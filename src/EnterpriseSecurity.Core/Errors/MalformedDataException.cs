namespace EnterpriseSecurity;

/// <summary>Data that should follow a format does not: a key file, a token, a store file.</summary>
public sealed class MalformedDataException : SecurityException
{
    internal MalformedDataException(string errorId, string message, object? target = null, Exception? inner = null)
        : base(errorId, message, target, inner)
    {
    }
}
