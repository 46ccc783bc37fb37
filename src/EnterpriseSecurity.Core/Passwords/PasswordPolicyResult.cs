namespace EnterpriseSecurity.Passwords;

/// <summary>What a policy says of a password.</summary>
public sealed record PasswordPolicyResult
{
    /// <summary>True when it breaks no rule.</summary>
    public bool IsValid => Violations.Count == 0;

    /// <summary>Every rule that it breaks, in the order of <see cref="PasswordRule"/>.</summary>
    public required IReadOnlyList<PasswordPolicyViolation> Violations { get; init; }
}
