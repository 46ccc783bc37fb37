using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>Newer stores with a database on a server.</summary>
[NeedsPostgreSql]
public sealed class PostgreSqlNewerFormatTests() : NewerFormatContract(StoreProvider.PostgreSql)
{
    [ProviderFact]
    public void A_newer_schema()
    {
        Frozen.Schema!.Tamper("UPDATE format SET number = number + 1");
        AssertRefused("StoreFormatTooNew", () => Frozen.Open());
    }

    [ProviderFact]
    public void A_newer_descriptor_in_the_database()
    {
        Frozen.Schema!.Tamper("""UPDATE descriptor SET content = convert_to(replace(convert_from(content, 'UTF8'), '"format":1', '"format":2'), 'UTF8')""");
        AssertRefused("StoreFormatTooNew", () => Frozen.Open());
    }
}
