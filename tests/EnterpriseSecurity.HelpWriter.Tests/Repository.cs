using System.Reflection;

namespace EnterpriseSecurity.HelpWriter.Tests;

/// <summary>Where the tests find what they read.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<CmdletHelp>> Help = new(() => HelpWriter.CmdletAssembly.Read(CmdletAssembly).Cmdlets);

    /// <summary>The repository's folder.</summary>
    public static string Root => Metadata("RepositoryRoot");

    /// <summary>The built assembly with the cmdlets.</summary>
    public static string CmdletAssembly => Metadata("CmdletAssembly");

    /// <summary>The help of all cmdlets.</summary>
    public static IReadOnlyList<CmdletHelp> Cmdlets => Help.Value;

    private static string Metadata(string key) => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == key).Value!;
}
