using System.Text;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>Blocks of help as Markdown.</summary>
public static class MarkdownText
{
    /// <summary>Blocks in a row, with an empty line between paragraphs; ends with a line end unless it is empty.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="indent">What every line begins with.</param>
    public static string Blocks(IReadOnlyList<HelpBlock> blocks, string indent = "")
    {
        StringBuilder text = new();
        for (int i = 0; i < blocks.Count; i++)
        {
            bool inList = i > 0 && blocks[i].Kind == HelpBlockKind.Item && blocks[i - 1].Kind == HelpBlockKind.Item;
            if (i > 0 && !inList) text.Append('\n');
            text.Append(blocks[i].Kind switch
            {
                HelpBlockKind.Code => Code(blocks[i].Plain, "powershell", indent),
                HelpBlockKind.Item => $"{indent}- {Runs(blocks[i])}\n",
                _ => $"{indent}{Runs(blocks[i])}\n",
            });
        }

        return text.ToString();
    }

    /// <summary>Blocks as one line, for a table or a list.</summary>
    public static string Line(IReadOnlyList<HelpBlock> blocks) => string.Join(' ', blocks.Select(Runs));

    /// <summary>Lines of code between fences.</summary>
    public static string Code(string code, string language, string indent = "") =>
        $"{indent}```{language}\n{string.Concat(code.Split('\n').Select(line => line.Length == 0 ? "\n" : $"{indent}{line}\n"))}{indent}```\n";

    private static string Runs(HelpBlock block)
    {
        if (block.Kind == HelpBlockKind.Code) return $"`{block.Plain}`";
        return string.Concat(block.Runs.Select(run => run.Kind switch
        {
            HelpRunKind.Code => $"`{run.Text}`",
            HelpRunKind.Parameter => $"`-{run.Text}`",
            HelpRunKind.Cmdlet => $"[{run.Text}]({run.Text}.md)",
            _ => Escaped(run.Text),
        }));
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\").Replace("*", "\\*").Replace("<", "\\<").Replace("`", "\\`").Replace("[", "\\[");
}
