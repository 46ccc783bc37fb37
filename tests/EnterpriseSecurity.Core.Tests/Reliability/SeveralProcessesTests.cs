using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>Several processes on one store, with an embedded database.</summary>
[Trait("Category", "Reliability")]
public sealed class SeveralProcessesTests() : SeveralProcessesContract(StoreProvider.Sqlite);
