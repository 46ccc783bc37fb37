using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>Processes that change things of every domain, with a database on a server.</summary>
[Trait("Category", "SeveralProcesses")]
[NeedsPostgreSql]
public sealed class PostgreSqlAllDomainsTests(ITestOutputHelper output) : AllDomainsContract(StoreProvider.PostgreSql, output);
