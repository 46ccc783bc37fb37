using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>Histories of several processes, with a database on a server.</summary>
[Trait("Category", "SeveralProcesses")]
[NeedsPostgreSql]
public sealed class PostgreSqlHistoryTests(ITestOutputHelper output) : HistoryContract(StoreProvider.PostgreSql, output);
