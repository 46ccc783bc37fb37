namespace EnterpriseSecurity.Passwords;

/// <summary>What a report tells of a user's password: nothing that helps to guess it.</summary>
/// <param name="UserId">The user.</param>
/// <param name="LastChangedAt">When it was changed last.</param>
/// <param name="IsExpired">True when it is too old for the policy.</param>
/// <param name="Hash">How the present one is hashed; null when that cannot be read.</param>
internal sealed record PasswordState(string UserId, DateTimeOffset LastChangedAt, bool IsExpired, PasswordHashInfo? Hash);
