using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>A connected store, as it is shown.</summary>
public sealed record SecurityStoreInfo
{
    /// <summary>The store's id.</summary>
    public required string Id { get; init; }

    /// <summary>The store's folder.</summary>
    public required string Path { get; init; }

    /// <summary>Where its records are.</summary>
    public required StoreProvider Provider { get; init; }

    /// <summary>The server, database and schema; null for a store whose database is in its folder.</summary>
    public string? Server { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The kinds of key protectors that it has.</summary>
    public required ProtectorKind[] Protectors { get; init; }

    /// <summary>The store itself, for the <c>-Store</c> parameter of other cmdlets.</summary>
    public required EnterpriseSecurityManager Store { get; init; }

    internal static SecurityStoreInfo Of(EnterpriseSecurityManager manager) => new()
    {
        Id = manager.Store.Id,
        Path = manager.Store.Path,
        Provider = manager.Store.Provider,
        Server = manager.Store.Server?.ToString(),
        CreatedAt = manager.Store.CreatedAt,
        Protectors = [.. manager.Store.GetProtectors().Select(info => info.Kind)],
        Store = manager,
    };
}
