using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>Processes that are killed, with an embedded database.</summary>
[Trait("Category", "Reliability")]
public sealed class KilledProcessTests(ITestOutputHelper output) : KilledProcessContract(StoreProvider.Sqlite, output);
