using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Providers;

/// <content>Databases on a server.</content>
internal partial interface ILibraryProviders
{
    /// <summary>Makes a store's schema on a PostgreSQL server.</summary>
    /// <exception cref="AlreadyExistsException">There is a store in it.</exception>
    IServerRecordStore CreateServerStore(StoreServer server);

    /// <summary>Opens a store's schema on a PostgreSQL server and brings it to the present format.</summary>
    /// <exception cref="NotFoundException">There is no store in it.</exception>
    IServerRecordStore OpenServerStore(StoreServer server);

    /// <summary>Takes back a schema that <see cref="CreateServerStore"/> made, when what should have filled it failed.</summary>
    void RemoveServerStore(StoreServer server);
}
