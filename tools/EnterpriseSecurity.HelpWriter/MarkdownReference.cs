using System.Text;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>The reference in Markdown: a page a cmdlet, and an index by domain.</summary>
/// <param name="cmdlets">The cmdlets.</param>
/// <param name="folder">The folder, which holds nothing else.</param>
public sealed class MarkdownReference(IReadOnlyList<CmdletHelp> cmdlets, string folder)
{
    private const string Index = "index.md";

    /// <summary>Writes every page, and deletes those of cmdlets that are gone.</summary>
    public void Write()
    {
        Directory.CreateDirectory(folder);
        IReadOnlyDictionary<string, string> pages = Pages();
        foreach (string file in Existing().Where(file => !pages.ContainsKey(file))) File.Delete(Path.Combine(folder, file));
        foreach ((string name, string text) in pages) File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));
    }

    /// <summary>The names of the pages that are missing, not up to date, or of no cmdlet.</summary>
    public IReadOnlyList<string> Check()
    {
        IReadOnlyDictionary<string, string> pages = Pages();
        List<string> stale = [.. Existing().Where(file => !pages.ContainsKey(file))];
        foreach ((string name, string text) in pages)
        {
            string file = Path.Combine(folder, name);
            // Git may have given the file this system's line ends.
            if (!File.Exists(file) || File.ReadAllText(file).ReplaceLineEndings("\n") != text) stale.Add(name);
        }

        return stale;
    }

    private IEnumerable<string> Existing() => Directory.Exists(folder) ? Directory.GetFiles(folder, "*.md").Select(file => Path.GetFileName(file)) : [];

    private Dictionary<string, string> Pages()
    {
        HashSet<string> names = [.. cmdlets.Select(cmdlet => cmdlet.Name)];
        Dictionary<string, string> pages = cmdlets.ToDictionary(cmdlet => $"{cmdlet.Name}.md", cmdlet => new MarkdownPage(cmdlet, names).Text);
        pages[Index] = IndexPage();
        return pages;
    }

    private string IndexPage()
    {
        StringBuilder page = new("# Reference of the cmdlets\n\nWritten from the code's comments by `./build.ps1 -Task Docs`; what `Get-Help` shows is from the same source.\n");
        IEnumerable<IGrouping<string, CmdletHelp>> domains = cmdlets.GroupBy(cmdlet => DomainTitle.Of(cmdlet.Domain)).OrderBy(domain => domain.Key, StringComparer.Ordinal);
        foreach (IGrouping<string, CmdletHelp> domain in domains)
        {
            page.Append($"\n## {domain.Key}\n| cmdlet | what it does |\n|---|---|\n");
            foreach (CmdletHelp cmdlet in domain) page.Append($"| [{cmdlet.Name}]({cmdlet.Name}.md) | {MarkdownText.Line(cmdlet.Synopsis).Replace("|", "\\|")} |\n");
        }

        return page.ToString();
    }
}
