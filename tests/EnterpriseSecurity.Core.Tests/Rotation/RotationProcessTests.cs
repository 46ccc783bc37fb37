using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Rotation;

/// <summary>Schedulers in several processes, with an embedded database.</summary>
[Trait("Category", "Reliability")]
public sealed class RotationProcessTests() : RotationProcessContract(StoreProvider.Sqlite);
