namespace EnterpriseSecurity.Passwords;

/// <summary>What a list of breached passwords says of one password.</summary>
public sealed record BreachedPasswordMatch
{
    /// <summary>True when the password is in the list: it must not be used.</summary>
    public required bool IsBreached { get; init; }

    /// <summary>How often it was seen in breaches; null when it was not, or the list does not say.</summary>
    public long? Count { get; init; }

    /// <summary>The kind of list.</summary>
    public required BreachedPasswordSource Source { get; init; }

    /// <summary>The list's path or address.</summary>
    public required string Location { get; init; }
}
