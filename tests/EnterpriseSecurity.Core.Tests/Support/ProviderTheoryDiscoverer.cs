using Xunit.Abstractions;
using Xunit.Sdk;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>Finds <see cref="ProviderTheoryAttribute"/> tests.</summary>
public sealed class ProviderTheoryDiscoverer(IMessageSink messages) : TheoryDiscoverer(messages)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow) =>
        ProviderFactDiscoverer.IsSkipped(testMethod)
            ? CreateTestCasesForSkippedDataRow(discoveryOptions, testMethod, theoryAttribute, dataRow, PostgreSqlServer.Obstacle!)
            : base.CreateTestCasesForDataRow(discoveryOptions, testMethod, theoryAttribute, dataRow);
}
