using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace EnterpriseSecurity;

/// <summary>
/// Where the module's third-party libraries live, apart from those of PowerShell and of other modules, and with them
/// EnterpriseSecurity.Providers, the one assembly that references them. A reference from in here comes to
/// <see cref="Load"/> before the default context is looked at, so that whatever version somebody else has loaded
/// there, older or newer, is never bound to.
/// </summary>
internal sealed class ModuleLoadContext : AssemblyLoadContext
{
    private const string ProvidersName = "EnterpriseSecurity.Providers";
    private const string NativeDatabase = "e_sqlite3";

    private static readonly Assembly Core = typeof(SecurityException).Assembly;

    private ModuleLoadContext()
        : base("EnterpriseSecurity")
    {
    }

    /// <summary>The one context. Libraries cannot be loaded twice, so it outlives a removal of the module.</summary>
    public static ModuleLoadContext Instance { get; } = new();

    /// <summary>
    /// Answers the default context when it does not find an assembly. Core asks for the providers there; the
    /// libraries are no business of the default context, or another module would be given ours.
    /// </summary>
    public Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) => name.Name == ProvidersName ? Load(name) : null;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The very one whose interfaces the providers implement, wherever PowerShell has put it.
        if (assemblyName.Name == Core.GetName().Name) return Core;
        string? path = ModuleLibraries.Find(assemblyName.Name, assemblyName.Version);
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        if (unmanagedDllName is not (NativeDatabase or "libe_sqlite3")) return IntPtr.Zero;
        string path = Path.Combine(
            Path.GetDirectoryName(typeof(ModuleLoadContext).Assembly.Location)!, "lib", "runtimes", Platform(), "native", NativeFileName());

        // Absent on a platform that the package does not cover: let the system's own search try.
        return File.Exists(path) ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
    }

    /// <summary>The platform as the folders of its native code are named.</summary>
    public static string Platform()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    private static string NativeFileName() =>
        OperatingSystem.IsWindows() ? NativeDatabase + ".dll" :
        OperatingSystem.IsMacOS() ? $"lib{NativeDatabase}.dylib" : $"lib{NativeDatabase}.so";
}
