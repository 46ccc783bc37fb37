namespace EnterpriseSecurity.HelpWriter.Tests;

public sealed class AboutTopicTests
{
    [Fact]
    public void A_topic_is_laid_out_as_Get_Help_reads_it()
    {
        string text = AboutTopic.ToText("""
            # about_Things

            What things are.

            ## In `short`
            A [thing](thing.md) is **one**.
            It is more than one line.

            ```powershell
            Get-Thing

            Set-Thing
            ```
            Then:

            - first
            - second, of which
              there is more

            | name | meaning |
            |---|---|
            | a | the first |
            """);

        Assert.Equal(
            """
            TOPIC
                about_Things

            SHORT DESCRIPTION
                What things are.

            LONG DESCRIPTION
            IN SHORT
                A thing is one. It is more than one line.

                    Get-Thing

                    Set-Thing

                Then:

                - first
                - second, of which there is more
                - a: the first

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Words_are_broken_at_eighty_characters()
    {
        string text = AboutTopic.ToText($"# about_X\n\n{string.Join(' ', Enumerable.Repeat("word", 60))}\n\n## Y\n- {string.Join(' ', Enumerable.Repeat("item", 60))}\n");

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("\n      item", text);
    }
}
