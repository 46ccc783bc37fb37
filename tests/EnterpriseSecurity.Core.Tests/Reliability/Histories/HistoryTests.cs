using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>Histories of several processes, with an embedded database.</summary>
[Trait("Category", "SeveralProcesses")]
public sealed class HistoryTests(ITestOutputHelper output) : HistoryContract(StoreProvider.Sqlite, output);
