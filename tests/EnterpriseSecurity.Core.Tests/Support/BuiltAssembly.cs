using System.Reflection;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>What the build of these tests has put elsewhere, and told them of.</summary>
internal static class BuiltAssembly
{
    /// <summary>The path of an assembly that is built for these tests and not referenced.</summary>
    public static string Of(string name) => typeof(BuiltAssembly).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!;
}
