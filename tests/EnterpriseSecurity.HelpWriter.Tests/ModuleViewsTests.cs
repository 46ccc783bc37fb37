using System.Xml.Linq;

namespace EnterpriseSecurity.HelpWriter.Tests;

public sealed class ModuleViewsTests
{
    [Fact]
    public void One_file_has_the_views_of_all_parts_and_nothing_else()
    {
        string merged = ModuleViews.Merge([("a", Part("<!-- a comment --><View><Name>A</Name><Script> $_.X;\n  &lt;# &amp; #&gt; </Script></View>")), ("b", Part("<View><Name>B</Name></View>"))]);
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Configuration><ViewDefinitions><View><Name>A</Name><Script> $_.X;\n  &lt;# &amp; #&gt; </Script></View><View><Name>B</Name></View></ViewDefinitions></Configuration>",
            merged);
    }

    [Theory]
    [InlineData("<View><Name>A</Name></View>", "which another file has too")]
    [InlineData("<View></View>", "no name")]
    public void What_cannot_be_told_apart_is_refused(string second, string message)
    {
        HelpException refused = Assert.Throws<HelpException>(() => ModuleViews.Merge([("a", Part("<View><Name>A</Name></View>")), ("b", Part(second))]));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_be_lost_is_refused() =>
        Assert.Throws<HelpException>(() => ModuleViews.Merge([("a", XDocument.Parse("<Configuration><Controls /></Configuration>"))]));

    [Fact]
    public void The_modules_file_has_every_view_of_the_sources()
    {
        string folder = Path.Combine(Repository.Root, "module", "formats");
        string file = Path.Combine(Path.GetTempPath(), $"es-views-{Guid.NewGuid():n}.ps1xml");
        try
        {
            ModuleViews.Write(folder, file);
            string[] sources = [.. Directory.GetFiles(folder).SelectMany(path => ViewsOf(XDocument.Load(path))).Order(StringComparer.Ordinal)];
            Assert.Equal(sources, ViewsOf(XDocument.Load(file)).Order(StringComparer.Ordinal));
            Assert.NotEmpty(sources);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IEnumerable<string> ViewsOf(XDocument document)
    {
        document.DescendantNodes().OfType<XComment>().Remove();
        return document.Root!.Element("ViewDefinitions")!.Elements().Select(view => view.ToString(SaveOptions.DisableFormatting));
    }

    private static XDocument Part(string views) => XDocument.Parse($"<Configuration><ViewDefinitions>{views}</ViewDefinitions></Configuration>");
}
