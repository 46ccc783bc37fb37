using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>A clock that jumps, with an embedded database.</summary>
[Trait("Category", "Reliability")]
public sealed class ClockJumpTests() : ClockJumpContract(StoreProvider.Sqlite);
