namespace EnterpriseSecurity;

/// <summary>The operating system or the policy in force refuses the operation.</summary>
public sealed class AccessRefusedException : SecurityException
{
    internal AccessRefusedException(string errorId, string message, object? target = null, Exception? inner = null)
        : base(errorId, message, target, inner)
    {
    }
}
