namespace EnterpriseSecurity.ApiKeys;

/// <summary>Which API keys to list; what is null does not matter.</summary>
public sealed record ApiKeyFilter
{
    /// <summary>The name, with <c>*</c> and <c>?</c> for others.</summary>
    public string? Name { get; init; }

    /// <summary>The owner.</summary>
    public string? UserId { get; init; }

    /// <summary>A tag and its value, each of which the key must have.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Where it stands.</summary>
    public ApiKeyState? State { get; init; }

    /// <summary>Only keys that end within this time, or have ended.</summary>
    public TimeSpan? ExpiresWithin { get; init; }
}
