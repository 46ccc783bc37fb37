using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Rotation;

/// <summary>Schedulers in several processes, with a database on a server.</summary>
[Trait("Category", "Reliability")]
[NeedsPostgreSql]
public sealed class PostgreSqlRotationProcessTests() : RotationProcessContract(StoreProvider.PostgreSql);
