namespace EnterpriseSecurity.ManagedKeys;

/// <summary>A managed key by its name, which is its present version, or by the id of one version.</summary>
public sealed record ManagedKeyReference
{
    private ManagedKeyReference(string? name, string? id) => (Name, Id) = (name, id);

    /// <summary>The name, or null.</summary>
    public string? Name { get; }

    /// <summary>The id, or null.</summary>
    public string? Id { get; }

    /// <summary>By name; case does not matter.</summary>
    public static ManagedKeyReference ByName(string name) => new(name, null);

    /// <summary>By id.</summary>
    public static ManagedKeyReference ById(string id) => new(null, id);

    /// <summary>The name or id.</summary>
    public override string ToString() => Name ?? Id ?? "";
}
