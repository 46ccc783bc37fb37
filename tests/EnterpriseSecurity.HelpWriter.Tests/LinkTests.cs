using System.Text.RegularExpressions;

namespace EnterpriseSecurity.HelpWriter.Tests;

/// <summary>The documents read as a site: no dead link, and no page that nothing leads to.</summary>
public sealed partial class LinkTests
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "node_modules", "TestResults"];

    [Fact]
    public void No_relative_link_is_dead()
    {
        List<string> dead = [];
        foreach (string page in Pages(Repository.Root))
        {
            foreach (string link in Links(page))
            {
                string[] parts = link.Split('#', 2);
                string target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
                bool isThere = Path.Exists(target) && (parts.Length == 1 || !target.EndsWith(".md", StringComparison.Ordinal) || Anchors(target).Contains(parts[1]));
                if (!isThere) dead.Add($"{Path.GetRelativePath(Repository.Root, page)}: {link}");
            }
        }

        Assert.Equal("", string.Join('\n', dead));
    }

    [Fact]
    public void Every_page_of_the_documents_is_reached_from_the_index()
    {
        string docs = Path.Combine(Repository.Root, "docs");
        HashSet<string> reached = [];
        Queue<string> next = new([Path.Combine(docs, "index.md")]);
        while (next.TryDequeue(out string? page))
        {
            if (!reached.Add(page)) continue;
            foreach (string link in Links(page).Select(link => link.Split('#')[0]).Where(link => link.EndsWith(".md", StringComparison.Ordinal)))
            {
                string target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, link));
                if (File.Exists(target)) next.Enqueue(target);
            }
        }

        IEnumerable<string> lost = Pages(docs).Where(page => !reached.Contains(page)).Select(page => Path.GetRelativePath(docs, page));

        Assert.Equal("", string.Join('\n', lost));
    }

    private static IEnumerable<string> Pages(string folder)
    {
        foreach (string page in Directory.GetFiles(folder, "*.md")) yield return Path.GetFullPath(page);
        foreach (string inner in Directory.GetDirectories(folder).Where(inner => Path.GetFileName(inner) is var name && name[0] != '.' && !NotOurs.Contains(name)))
        {
            foreach (string page in Pages(inner)) yield return page;
        }
    }

    private static IEnumerable<string> Links(string page) => Link().Matches(WithoutCode(File.ReadAllText(page)))
        .Select(match => match.Groups[1].Value)
        .Where(link => !link.Contains(':', StringComparison.Ordinal));

    private static HashSet<string> Anchors(string page) => [.. Heading().Matches(WithoutCode(File.ReadAllText(page)))
        .Select(match => NotInAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    private static string WithoutCode(string markdown) => Code().Replace(markdown.ReplaceLineEndings("\n"), "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex("^```.*?^```|`[^`\n]+`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
