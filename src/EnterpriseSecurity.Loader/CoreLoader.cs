using System.Management.Automation;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace EnterpriseSecurity.Loader;

/// <summary>
/// Chooses the library's build with code compiled ahead for this platform, where the package carries one. PowerShell loads
/// the library with the root module's types, before anything of the root module can run, so that the choice needs an
/// assembly that is imported earlier: a nested module of nothing else.
/// </summary>
public sealed class CoreLoader : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string Core = "EnterpriseSecurity.Core";

    /// <summary>Registers the choice; without a build for this platform the portable one is found as always.</summary>
    public void OnImport()
    {
        if (!File.Exists(CorePath)) return;
        AssemblyLoadContext.Default.Resolving -= Resolve;
        AssemblyLoadContext.Default.Resolving += Resolve;
    }

    /// <summary>Takes the registration back; what is loaded stays.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    private static string CorePath { get; } =
        Path.Combine(Path.GetDirectoryName(typeof(CoreLoader).Assembly.Location)!, "lib", "ahead", Platform(), Core + ".dll");

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == Core && name.Version == typeof(CoreLoader).Assembly.GetName().Version ? context.LoadFromAssemblyPath(CorePath) : null;

    private static string Platform()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }
}
