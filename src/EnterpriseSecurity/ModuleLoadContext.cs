using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace EnterpriseSecurity;

/// <summary>
/// Where the module's third-party libraries live, apart from those of PowerShell and of other modules. It loads
/// what <see cref="ModuleLibraries"/> lists and nothing else; the rest comes from the default context.
/// </summary>
internal sealed class ModuleLoadContext : AssemblyLoadContext
{
    private const string NativeDatabase = "e_sqlite3";

    private ModuleLoadContext()
        : base("EnterpriseSecurity")
    {
    }

    /// <summary>The one context. Libraries cannot be loaded twice, so it outlives a removal of the module.</summary>
    public static ModuleLoadContext Instance { get; } = new();

    /// <summary>Answers the default context when it does not find an assembly.</summary>
    public Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) => Load(name);

    /// <summary>Answers the default context when it does not find a native library that an assembly of ours asks for.</summary>
    public IntPtr ResolveUnmanaged(Assembly requester, string name) =>
        requester.GetName().Name is "EnterpriseSecurity" or "EnterpriseSecurity.Core" ? LoadUnmanagedDll(name) : IntPtr.Zero;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
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

    private static string Platform()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    private static string NativeFileName() =>
        OperatingSystem.IsWindows() ? NativeDatabase + ".dll" :
        OperatingSystem.IsMacOS() ? $"lib{NativeDatabase}.dylib" : $"lib{NativeDatabase}.so";
}
