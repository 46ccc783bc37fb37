using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>Processes that are killed, with a database on a server.</summary>
[Trait("Category", "Reliability")]
[NeedsPostgreSql]
public sealed class PostgreSqlKilledProcessTests(ITestOutputHelper output) : KilledProcessContract(StoreProvider.PostgreSql, output);
