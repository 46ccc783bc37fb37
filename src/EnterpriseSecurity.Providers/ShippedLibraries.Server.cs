using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Providers;

/// <content>PostgreSQL, by Npgsql.</content>
internal sealed partial class ShippedLibraries
{
    public IServerRecordStore CreateServerStore(StoreServer server) => PostgreSqlRecordStore.Create(server);

    public IServerRecordStore OpenServerStore(StoreServer server) => PostgreSqlRecordStore.Open(server);

    public void RemoveServerStore(StoreServer server) => PostgreSqlRecordStore.Remove(server);
}
