using Xunit.Abstractions;
using Xunit.Sdk;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A test that is skipped because its provider's server is not there.</summary>
public sealed class ProviderTestCase : XunitTestCase
{
    [Obsolete("Called by the deserializer.", error: true)]
    public ProviderTestCase()
    {
    }

    public ProviderTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute) => PostgreSqlServer.Obstacle ?? "";
}
