using Xunit.Abstractions;
using Xunit.Sdk;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>Finds <see cref="ProviderFactAttribute"/> tests.</summary>
public sealed class ProviderFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    /// <summary>True for a test that needs a server that is not there.</summary>
    public static bool IsSkipped(ITestMethod testMethod) =>
        PostgreSqlServer.Obstacle is not null && testMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsPostgreSqlAttribute)).Any();

    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        IsSkipped(testMethod)
            ? new ProviderTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
}
