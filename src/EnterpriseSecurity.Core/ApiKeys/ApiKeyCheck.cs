using System.Net;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>What a request needs of the API key that came with it.</summary>
public sealed record ApiKeyCheck
{
    /// <summary>Scopes that the key must all have.</summary>
    public IReadOnlyList<string> RequiredScopes { get; init; } = [];

    /// <summary>Scopes of which the key must have one.</summary>
    public IReadOnlyList<string> AnyScope { get; init; } = [];

    /// <summary>Where the request comes from.</summary>
    public IPAddress? SourceAddress { get; init; }
}
