using System.Xml.Linq;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>
/// The module's default views as one file. They are written a file a domain; PowerShell takes longer over many files
/// than over one, and reads past comments and indentation at each import.
/// </summary>
public static class ModuleViews
{
    private const string Root = "Configuration";
    private const string Views = "ViewDefinitions";

    /// <summary>Writes the file, unless it is as it should be already.</summary>
    /// <param name="folder">The folder with the files, <c>*.Format.ps1xml</c>.</param>
    /// <param name="file">The file to write.</param>
    /// <exception cref="HelpException">A file has something else in it than views, or two views have one name.</exception>
    public static void Write(string folder, string file)
    {
        string content = Merge(Directory.GetFiles(folder, "*.Format.ps1xml").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), XDocument.Load(path))));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (!File.Exists(file) || File.ReadAllText(file) != content) File.WriteAllText(file, content);
    }

    /// <summary>One document of several.</summary>
    /// <param name="parts">Each with its file's name.</param>
    /// <exception cref="HelpException">A part has something else in it than views, or two views have one name.</exception>
    public static string Merge(IEnumerable<(string Name, XDocument Content)> parts)
    {
        XElement all = new(Views);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((string name, XDocument content) in parts)
        {
            XElement root = content.Root!;
            if (root.Name != Root || root.Elements().Any(one => one.Name != Views)) throw new HelpException($"{name} has something else in it than {Root}/{Views}.");
            foreach (XElement view in root.Elements().Elements())
            {
                string key = (string?)view.Element("Name") ?? throw new HelpException($"A view in {name} has no name.");
                if (!names.Add(key)) throw new HelpException($"{name} has the view {key}, which another file has too.");
                all.Add(view);
            }
        }

        all.DescendantNodes().OfType<XComment>().Remove();
        return $"""<?xml version="1.0" encoding="utf-8"?>{'\n'}{new XElement(Root, all).ToString(SaveOptions.DisableFormatting)}""";
    }
}
