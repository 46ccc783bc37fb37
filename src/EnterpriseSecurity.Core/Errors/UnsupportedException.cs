namespace EnterpriseSecurity;

/// <summary>The input is well formed but asks for something this version or platform does not offer.</summary>
public sealed class UnsupportedException : SecurityException
{
    internal UnsupportedException(string errorId, string message, object? target = null, Exception? inner = null)
        : base(errorId, message, target, inner)
    {
    }
}
