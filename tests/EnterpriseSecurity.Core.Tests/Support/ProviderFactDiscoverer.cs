using Xunit.Abstractions;
using Xunit.Sdk;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>Finds <see cref="ProviderFactAttribute"/> tests.</summary>
public sealed class ProviderFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        bool needsServer = testMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsPostgreSqlAttribute)).Any();
        return needsServer && PostgreSqlServer.Obstacle is not null
            ? new ProviderTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
    }
}
