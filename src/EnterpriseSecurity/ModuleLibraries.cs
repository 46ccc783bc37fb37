namespace EnterpriseSecurity;

/// <summary>
/// What this build ships in <c>lib/</c>: the third-party libraries, and the providers on them. The lists are the other
/// part of this class, which the build writes, so that what may be loaded and what is shipped cannot drift apart.
/// </summary>
internal static partial class ModuleLibraries
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(ModuleLibraries).Assembly.Location)!;

    private static readonly Dictionary<string, (Version Version, string Path)> Known = Index();

    // Builds of the same libraries with code compiled ahead, where the package carries some for this platform.
    private static readonly string Ahead = Path.Combine(Folder, "lib", "ahead", ModuleLoadContext.Platform());

    /// <summary>The full path of a library of ours, or null when the name is not one or a newer version is asked for.</summary>
    public static string? Find(string? name, Version? wanted)
    {
        if (name is null || !Known.TryGetValue(name, out (Version Version, string Path) library)) return null;
        if (wanted is not null && wanted > library.Version) return null;
        string ahead = Path.Combine(Ahead, Path.GetFileName(library.Path));
        return File.Exists(ahead) ? ahead : Path.Combine(Folder, library.Path);
    }

    private static Dictionary<string, (Version Version, string Path)> Index()
    {
        Dictionary<string, (Version Version, string Path)> known = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string version, string path) in Portable) known[name] = (Version.Parse(version), path);
        if (OperatingSystem.IsWindows())
        {
            foreach ((string name, string version, string path) in WindowsOnly) known[name] = (Version.Parse(version), path);
        }

        return known;
    }
}
