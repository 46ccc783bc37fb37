namespace EnterpriseSecurity.Storage;

/// <summary>Where a store keeps its records.</summary>
public enum StoreProvider
{
    /// <summary>An embedded database in the store's folder.</summary>
    Sqlite,

    /// <summary>A schema in a database of a PostgreSQL server, which several machines may share.</summary>
    PostgreSql,
}
