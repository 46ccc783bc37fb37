using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>Processes that are killed, with an embedded database.</summary>
[Trait("Category", "Reliability")]
public sealed class KilledProcessTests() : KilledProcessContract(StoreProvider.Sqlite);
