namespace EnterpriseSecurity.HelpWriter.Tests;

/// <summary>No cmdlet without help, and no page of the reference that does not say what the code says.</summary>
public sealed class CompletenessTests
{
    [Fact]
    public void Every_cmdlet_has_its_help()
    {
        IEnumerable<string> gaps = Repository.Cmdlets.SelectMany(HelpGaps.Of);

        Assert.Equal("", string.Join('\n', gaps));
    }

    [Fact]
    public void The_reference_is_up_to_date()
    {
        MarkdownReference reference = new(Repository.Cmdlets, Path.Combine(Repository.Root, "docs/en-US"));

        IReadOnlyList<string> stale = reference.Check();

        Assert.True(stale.Count == 0, $"Run ./build.ps1 -Task Docs and commit what it writes: {string.Join(", ", stale)}");
    }
}
