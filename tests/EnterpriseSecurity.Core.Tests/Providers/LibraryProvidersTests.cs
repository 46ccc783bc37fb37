using System.Reflection;
using EnterpriseSecurity.Providers;

namespace EnterpriseSecurity.Core.Tests.Providers;

public class LibraryProvidersTests
{
    [Fact]
    public void The_library_itself_references_nothing_but_the_platform()
    {
        IEnumerable<AssemblyName> foreign = typeof(SecurityException).Assembly.GetReferencedAssemblies()
            .Where(name => !File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name.Name}.dll")));

        Assert.Empty(foreign);
    }

    [Fact]
    public void There_is_one_set_of_providers() => Assert.Same(LibraryProviders.Current, LibraryProviders.Current);

    [Theory]
    [InlineData("EnterpriseSecurity.NoSuchAssembly", typeof(FileNotFoundException))]
    [InlineData("EnterpriseSecurity.Core", typeof(TypeLoadException))]
    public void An_assembly_that_is_missing_or_has_no_providers_is_named(string assembly, Type cause)
    {
        UnavailableException error = Assert.Throws<UnavailableException>(() => LibraryProviders.Load(assembly));

        Assert.Equal("LibrariesUnavailable", error.ErrorId);
        Assert.Contains($"'{assembly}, Version=", error.Message);
        Assert.IsAssignableFrom(cause, error.InnerException);
    }
}
