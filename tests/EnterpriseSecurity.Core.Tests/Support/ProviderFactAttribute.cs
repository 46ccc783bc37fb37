using Xunit.Sdk;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A test that several providers run, each by a class of its own; skipped with the reason where the provider's server is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("EnterpriseSecurity.Core.Tests.Support.ProviderFactDiscoverer", "EnterpriseSecurity.Core.Tests")]
public sealed class ProviderFactAttribute : FactAttribute;
