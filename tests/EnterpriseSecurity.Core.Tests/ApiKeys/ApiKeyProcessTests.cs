using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.ApiKeys;

/// <summary>API keys that several processes check at once, with an embedded database.</summary>
[Trait("Category", "Reliability")]
public sealed class ApiKeyProcessTests() : ApiKeyProcessContract(StoreProvider.Sqlite);
