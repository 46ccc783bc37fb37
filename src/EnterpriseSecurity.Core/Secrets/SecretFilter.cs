namespace EnterpriseSecurity.Secrets;

/// <summary>Which secrets to list. A member that is not set lets everything through.</summary>
public sealed record SecretFilter
{
    /// <summary>The name; <c>*</c> and <c>?</c> are wildcards.</summary>
    public string? Name { get; init; }

    /// <summary>Tags that the secret has, with these values.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Secrets that expire within this time, or have expired.</summary>
    public TimeSpan? ExpiresWithin { get; init; }

    /// <summary>True: the removed ones that can be brought back, instead of the others.</summary>
    public bool Deleted { get; init; }
}
