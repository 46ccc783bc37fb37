using System.Xml.Linq;

namespace EnterpriseSecurity.HelpWriter.Tests;

public sealed class MamlWriterTests
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private static readonly XElement Sample = XDocument.Load(new MemoryStream(
        MamlWriter.Write(HelpWriter.CmdletAssembly.Read(typeof(MamlWriterTests).Assembly.Location).Cmdlets))).Root!.Element(Command + "command")!;

    [Fact]
    public void The_file_has_what_Get_Help_shows()
    {
        Assert.Equal("Get-Thing", Sample.Element(Command + "details")!.Element(Command + "name")!.Value);
        Assert.Equal(2, Sample.Element(Command + "syntax")!.Elements(Command + "syntaxItem").Count());
        Assert.Equal(7, Sample.Element(Command + "parameters")!.Elements().Count());
        Assert.Equal(2, Sample.Element(Maml + "description")!.Element(Maml + "list")!.Elements(Maml + "listItem").Count());
        Assert.Equal("if ($true) {\n    Get-Thing a < b\n\n}", Sample.Descendants(Dev + "code").Single().Value);
        Assert.Equal("Example 1: Get all", Sample.Descendants(Maml + "title").Single().Value);
        Assert.Equal(["Get-Thing", "about_Things"], Sample.Descendants(Maml + "linkText").Select(link => link.Value));
    }

    [Fact]
    public void A_parameter_says_how_it_binds()
    {
        XElement name = Sample.Element(Command + "parameters")!.Elements().First();

        Assert.Equal(
            ["true", "true", "true", "True (ByValue, ByPropertyName)", "0", "N, Label"],
            new[] { "required", "variableLength", "globbing", "pipelineInput", "position", "aliases" }.Select(attribute => name.Attribute(attribute)!.Value));
    }

    [Fact]
    public void The_same_help_is_the_same_bytes() => Assert.Equal(MamlWriter.Write(Repository.Cmdlets), MamlWriter.Write(Repository.Cmdlets));
}
