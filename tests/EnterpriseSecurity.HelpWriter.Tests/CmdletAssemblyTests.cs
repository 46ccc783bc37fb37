namespace EnterpriseSecurity.HelpWriter.Tests;

/// <summary>What is read of a cmdlet, from the sample in this assembly.</summary>
public sealed class CmdletAssemblyTests
{
    private static readonly CmdletHelp Sample = Assert.Single(HelpWriter.CmdletAssembly.Read(typeof(CmdletAssemblyTests).Assembly.Location).Cmdlets);

    [Fact]
    public void Comments_become_words_items_and_notes()
    {
        Assert.Equal("Get-Thing", Sample.Name);
        Assert.Equal("Gets things of a kind.", Assert.Single(Sample.Synopsis).Plain);
        Assert.Equal(["It looks at every thing. See Get-Thing and -Kind, or all of it.", "one", "two"], Sample.Description.Select(block => block.Plain));
        Assert.Equal([HelpBlockKind.Paragraph, HelpBlockKind.Item, HelpBlockKind.Item], Sample.Description.Select(block => block.Kind));
        Assert.Equal("Slow.", Sample.Notes[0].Plain);
        Assert.StartsWith("Asks for confirmation", Sample.Notes[1].Plain);
        Assert.Equal(["Get-Thing", "about_Things"], Sample.Related);
    }

    [Fact]
    public void An_example_keeps_its_lines()
    {
        ExampleHelp example = Assert.Single(Sample.Examples);

        Assert.Equal("Get all", example.Title);
        Assert.Equal("if ($true) {\n    Get-Thing a < b\n\n}", example.Code);
        Assert.Equal("All come out.", Assert.Single(example.Remarks).Plain);
    }

    [Fact]
    public void Parameters_are_what_PowerShell_makes_of_them()
    {
        Assert.Equal(["Name", "Number", "Kind", "Within", "Detailed", "WhatIf", "Confirm"], Sample.Parameters.Select(parameter => parameter.Name));
        ParameterHelp name = Sample.Parameters[0];
        Assert.Equal(("String[]", "0", "True (ByValue, ByPropertyName)", true, true), (name.TypeName, name.Position, name.PipelineInput, name.TakesWildcards, name.IsMandatory));
        Assert.Equal(["N", "Label"], name.Aliases);
        Assert.Equal(["The number.", "From 1 to 9."], Sample.Parameters[1].Description.Select(block => block.Plain));
        Assert.Equal(["Small", "Large"], Sample.Parameters[2].AcceptedValues.Select(value => value.Name));
        Assert.Equal("A large one.", Assert.Single(Sample.Parameters[2].AcceptedValues[1].Summary).Plain);
        Assert.Equal(["Large", "30d", "False"], Sample.Parameters.Skip(2).Take(3).Select(parameter => parameter.Default));
    }

    [Fact]
    public void Each_way_to_call_it_is_a_set_the_default_first()
    {
        Assert.Equal(["ByName", "ByNumber"], Sample.ParameterSets.Select(set => set.Name));
        Assert.Equal(["Name", "Kind", "Within", "Detailed", "WhatIf", "Confirm"], Sample.ParameterSets[0].Parameters.Select(parameter => parameter.Name));
        Assert.Equal("Number", Sample.ParameterSets[1].Parameters[0].Name);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        CmdletHelp bare = Sample with { Description = [], Related = [], Examples = [], Parameters = [Sample.Parameters[0] with { Description = [] }] };

        Assert.Equal(4, HelpGaps.Of(bare).Count());
        Assert.Equal("Get-Thing: 1 examples of at least 2.", Assert.Single(HelpGaps.Of(Sample)));
    }

    [Fact]
    public void Pages_that_are_old_missing_or_of_nothing_are_named()
    {
        string folder = Directory.CreateTempSubdirectory("es-").FullName;
        try
        {
            MarkdownReference reference = new([Sample], folder);
            Assert.Equal(["Get-Thing.md", "index.md"], reference.Check().Order());

            reference.Write();
            Assert.Empty(reference.Check());

            File.AppendAllText(Path.Combine(folder, "Get-Thing.md"), "x");
            File.WriteAllText(Path.Combine(folder, "Get-Other.md"), "");
            Assert.Equal(["Get-Other.md", "Get-Thing.md"], reference.Check().Order());

            reference.Write();
            Assert.False(File.Exists(Path.Combine(folder, "Get-Other.md")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
