using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>Frozen stores with a database on a server.</summary>
[NeedsPostgreSql]
public sealed class PostgreSqlFrozenStoreTests() : FrozenStoreContract(StoreProvider.PostgreSql)
{
    [ProviderTheory, MemberData(nameof(Releases))]
    public void The_way_to_the_server_that_the_folder_keeps_is_read(string release)
    {
        using FrozenRelease frozen = new(release, StoreProvider.PostgreSql);
        using KeyProtector protector = frozen.Protector();
        using LocalPart local = LocalPart.Read(frozen.StorePath, protector);
        using StoreServer kept = StoreConnection.Read(frozen.StorePath, local.Keys!, local.Descriptor.Id);

        Assert.Equal(frozen.Manifest["server"], kept.ToString());
        Assert.True(kept.HasPassword);
    }
}
