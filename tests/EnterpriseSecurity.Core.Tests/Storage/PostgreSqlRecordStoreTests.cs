using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Providers;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>The provider for several machines keeps the contract.</summary>
[NeedsPostgreSql]
public sealed class PostgreSqlRecordStoreTests : RecordStoreContract
{
    private StoreServer? _server;

    // A backup is an embedded database, whichever provider wrote it.
    private protected override IRecordStore Connect(string folder, string? backup)
    {
        if (backup is not null) return SqliteRecordStoreTests.Connect(backup);
        if (_server is not null) return LibraryProviders.Current.OpenServerStore(_server);
        _server = PostgreSqlServer.Shared.NewStore();
        return LibraryProviders.Current.CreateServerStore(_server);
    }

    public override void Dispose()
    {
        base.Dispose();
        if (_server is null) return;
        LibraryProviders.Current.RemoveServerStore(_server);
        _server.Dispose();
    }
}
