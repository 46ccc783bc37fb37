namespace EnterpriseSecurity.Passwords;

/// <summary>One rule that a password breaks.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Message">The same for a reader; never a part of the password.</param>
public sealed record PasswordPolicyViolation(PasswordRule Rule, string Message);
