using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>Locks that are lost, with a database on a server.</summary>
[Trait("Category", "Reliability")]
[NeedsPostgreSql]
public sealed class PostgreSqlLostLockTests() : LostLockContract(StoreProvider.PostgreSql);
