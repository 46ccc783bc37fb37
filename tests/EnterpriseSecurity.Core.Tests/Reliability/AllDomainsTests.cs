using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>Processes that change things of every domain, with an embedded database.</summary>
[Trait("Category", "SeveralProcesses")]
public sealed class AllDomainsTests(ITestOutputHelper output) : AllDomainsContract(StoreProvider.Sqlite, output);
