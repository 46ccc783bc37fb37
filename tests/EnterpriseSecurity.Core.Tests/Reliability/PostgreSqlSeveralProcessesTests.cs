using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>Several processes on one store, with a database on a server.</summary>
[Trait("Category", "Reliability")]
[NeedsPostgreSql]
public sealed class PostgreSqlSeveralProcessesTests() : SeveralProcessesContract(StoreProvider.PostgreSql);
