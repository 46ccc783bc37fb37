namespace EnterpriseSecurity.Secrets;

/// <summary>Which secret: by its name, or by its id.</summary>
public readonly record struct SecretReference
{
    private SecretReference(string? name, string? id)
    {
        Name = name;
        Id = id;
    }

    /// <summary>The name, when it is by name.</summary>
    public string? Name { get; }

    /// <summary>The id, when it is by id.</summary>
    public string? Id { get; }

    /// <summary>By name; case does not matter.</summary>
    public static SecretReference ByName(string name) => new(name, null);

    /// <summary>By id.</summary>
    public static SecretReference ById(string id) => new(null, id);

    /// <summary>The name or the id.</summary>
    public override string ToString() => Name ?? Id ?? "";
}
