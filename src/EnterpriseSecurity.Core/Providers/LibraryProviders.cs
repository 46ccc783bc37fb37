using System.Reflection;

namespace EnterpriseSecurity.Providers;

/// <summary>
/// Finds the assembly that stands between this library and the third-party ones. It is asked for by name, at first
/// use: a program has it beside itself, and the PowerShell module loads it, with what it references, into a load
/// context of its own, where no other module's version of those libraries is seen.
/// </summary>
internal static class LibraryProviders
{
    private const string AssemblyName = "EnterpriseSecurity.Providers";
    private const string TypeName = "EnterpriseSecurity.Providers.ShippedLibraries";

    // A failure is not kept: the next use tries again.
    private static readonly Lazy<ILibraryProviders> Loaded = new(() => Load(AssemblyName), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The one set of providers.</summary>
    /// <exception cref="UnavailableException">The assembly is missing, or is not of this version.</exception>
    public static ILibraryProviders Current => Loaded.Value;

    /// <summary>Loads an assembly of this library's own version and makes its providers.</summary>
    internal static ILibraryProviders Load(string assemblyName)
    {
        AssemblyName wanted = new(assemblyName) { Version = typeof(LibraryProviders).Assembly.GetName().Version };
        try
        {
            Type type = Assembly.Load(wanted).GetType(TypeName, throwOnError: true)!;
            return (ILibraryProviders)Activator.CreateInstance(type, nonPublic: true)!;
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or TypeLoadException or MissingMethodException or InvalidCastException)
        {
            throw SecurityErrors.LibrariesUnavailable(wanted.FullName, error);
        }
    }
}
