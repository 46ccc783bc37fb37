using EnterpriseSecurity.HelpWriter;

// The module's build runs 'module' and 'views'; who has changed a comment runs 'reference' and commits what it writes.
const string Usage = """
    module <assembly> <folder with topics> <folder>   writes the help that Get-Help reads
    views <folder> <file>                             makes one file of the files with views
    reference <assembly> <folder> [--check]           writes the pages of the reference, or says which are not up to date
    """;

try
{
    switch (args)
    {
        case ["module", var assembly, var topics, var folder]:
            ModuleHelp.Write(assembly, topics, folder);
            return 0;
        case ["views", var folder, var file]:
            ModuleViews.Write(folder, file);
            return 0;
        case ["reference", var assembly, var folder]:
            new MarkdownReference(CmdletAssembly.Read(assembly).Cmdlets, folder).Write();
            return 0;
        case ["reference", var assembly, var folder, "--check"]:
            IReadOnlyList<string> stale = new MarkdownReference(CmdletAssembly.Read(assembly).Cmdlets, folder).Check();
            foreach (string page in stale) Console.WriteLine(page);
            return stale.Count == 0 ? 0 : 1;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (Exception failure) when (failure is HelpException or System.Xml.XmlException or IOException or BadImageFormatException)
{
    // As MSBuild reads an error.
    Console.Error.WriteLine($"HelpWriter : error HELP001: {failure.Message}");
    return 1;
}
