namespace EnterpriseSecurity;

/// <summary>
/// The root of every error that this library reports on purpose. The kind of failure is the derived type;
/// which failure it is, is <see cref="ErrorId"/>; both are stable across releases.
/// </summary>
/// <remarks>No message, target or inner exception of this family ever carries a secret.</remarks>
public abstract class SecurityException : Exception
{
    private protected SecurityException(string errorId, string message, object? target, Exception? inner)
        : base(message, inner)
    {
        ErrorId = errorId;
        Target = target;
    }

    /// <summary>The stable identifier of this failure, for example <c>SecretNotFound</c>.</summary>
    public string ErrorId { get; }

    /// <summary>What the failure is about: a name, an id or a path. Never a secret.</summary>
    public object? Target { get; }
}
