using EnterpriseSecurity.Storage;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.ApiKeys;

/// <summary>API keys that several processes check at once, with an embedded database.</summary>
[Trait("Category", "Reliability")]
public sealed class ApiKeyProcessTests(ITestOutputHelper output) : ApiKeyProcessContract(StoreProvider.Sqlite, output);
