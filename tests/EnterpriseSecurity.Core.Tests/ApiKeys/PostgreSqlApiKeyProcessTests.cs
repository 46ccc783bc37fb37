using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.ApiKeys;

/// <summary>API keys that several processes check at once, with a database on a server.</summary>
[Trait("Category", "Reliability")]
[NeedsPostgreSql]
public sealed class PostgreSqlApiKeyProcessTests(ITestOutputHelper output) : ApiKeyProcessContract(StoreProvider.PostgreSql, output);
