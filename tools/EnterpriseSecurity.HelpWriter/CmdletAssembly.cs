using System.Reflection;
using System.Runtime.Loader;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>The compiled cmdlets and the comments of their code, as help.</summary>
public sealed class CmdletAssembly
{
    private CmdletAssembly(IReadOnlyList<CmdletHelp> cmdlets) => Cmdlets = cmdlets;

    /// <summary>Every cmdlet, by name.</summary>
    public IReadOnlyList<CmdletHelp> Cmdlets { get; }

    /// <summary>Reads an assembly, and the files of comments beside it and beside the assemblies of ours that it uses.</summary>
    /// <param name="path">The assembly with the cmdlets.</param>
    /// <exception cref="HelpException">The comments cannot be made into help.</exception>
    public static CmdletAssembly Read(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        AssemblyLoadContext context = new("cmdlets", isCollectible: true);
        try
        {
            // A copy in memory, so that the file is free to be built anew.
            context.Resolving += (loading, name) => Path.Combine(folder, $"{name.Name}.dll") is var file && File.Exists(file) ? Load(loading, file) : null;
            Assembly assembly = Load(context, path);
            return new CmdletAssembly(Read(assembly, Comments(assembly, folder)));
        }
        finally
        {
            context.Unload();
        }
    }

    private static Assembly Load(AssemblyLoadContext context, string file)
    {
        using MemoryStream copy = new(File.ReadAllBytes(file));
        return context.LoadFromStream(copy);
    }

    private static DocumentationFile Comments(Assembly assembly, string folder)
    {
        DocumentationFile comments = new();
        IEnumerable<string> names = assembly.GetReferencedAssemblies().Append(assembly.GetName()).Select(name => name.Name!);
        foreach (string file in names.Select(name => Path.Combine(folder, $"{name}.xml")).Where(File.Exists)) comments.Add(file);
        return comments;
    }

    private static List<CmdletHelp> Read(Assembly assembly, DocumentationFile comments)
    {
        List<(Type Type, CustomAttributeData Attribute)> classes = [];
        foreach (Type type in assembly.GetExportedTypes().Where(type => !type.IsAbstract))
        {
            if (type.Data("CmdletAttribute") is { } attribute) classes.Add((type, attribute));
        }

        DocumentationReader reader = new(classes.ToDictionary(one => one.Type.FullName!, one => NameOf(one.Attribute)));
        CmdletReader cmdlets = new(comments, reader);
        return [.. classes.Select(one => cmdlets.Read(one.Type, one.Attribute)).OrderBy(cmdlet => cmdlet.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static string NameOf(CustomAttributeData cmdlet) => $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}";
}
