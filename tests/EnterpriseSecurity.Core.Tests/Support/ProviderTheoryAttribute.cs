using Xunit.Sdk;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A theory that several providers run, as <see cref="ProviderFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("EnterpriseSecurity.Core.Tests.Support.ProviderTheoryDiscoverer", "EnterpriseSecurity.Core.Tests")]
public sealed class ProviderTheoryAttribute : TheoryAttribute;
