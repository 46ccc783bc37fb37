using System.Text;
using System.Text.RegularExpressions;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>
/// A topic of Get-Help, written from Markdown: headings, paragraphs, lists, fenced code and two-column tables, in lines
/// of at most 80 characters.
/// </summary>
public static partial class AboutTopic
{
    private const int Width = 80;
    private const string Indent = "    ";

    /// <summary>The topic as plain text.</summary>
    /// <param name="markdown">The Markdown: a heading with the topic's name, a paragraph that is its short description, and its sections.</param>
    public static string ToText(string markdown)
    {
        StringBuilder text = new();
        List<string> paragraph = [];
        bool inCode = false;
        bool isShort = false;
        foreach (string line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                Close(text, paragraph);
                if (!inCode) Separate(text);
                inCode = !inCode;
            }
            else if (inCode)
            {
                text.Append(line.Length == 0 ? "" : Indent + Indent + line).Append('\n');
            }
            else if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                // The two headings by which Get-Help finds the topic's name and its synopsis.
                text.Append($"TOPIC\n{Indent}{line[2..]}\n\nSHORT DESCRIPTION\n");
                isShort = true;
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                Close(text, paragraph);
                if (isShort) text.Append("\nLONG DESCRIPTION\n");
                isShort = false;
                Separate(text);
                text.Append(Plain(line[3..]).ToUpperInvariant()).Append('\n');
            }
            else
            {
                ReadLine(text, paragraph, line);
            }
        }

        Close(text, paragraph);
        return text.ToString();
    }

    private static void ReadLine(StringBuilder text, List<string> paragraph, string line)
    {
        if (TableRule().IsMatch(line))
        {
            // The line before it was the table's heading, which a list needs not.
            paragraph.Clear();
            return;
        }

        bool startsItem = line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith('|');
        if (line.Length == 0 || startsItem) Close(text, paragraph);
        if (line.Length > 0) paragraph.Add(line.StartsWith('|') ? Row(line) : line.Trim());
    }

    private static string Row(string line)
    {
        string[] cells = [.. line.Trim('|', ' ').Split('|').Select(cell => cell.Trim())];
        return cells is ["", ..] ? "" : $"- {string.Join(": ", cells)}";
    }

    private static void Close(StringBuilder text, List<string> paragraph)
    {
        string words = Plain(string.Join(' ', paragraph));
        paragraph.Clear();
        if (words.Length == 0) return;
        bool isItem = words.StartsWith("- ", StringComparison.Ordinal);
        if (!isItem || !EndsInItem(text)) Separate(text);
        string line = Indent;
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length > Width && line.Trim().Length > 0)
            {
                text.Append(line.TrimEnd()).Append('\n');
                line = isItem ? $"{Indent}  " : Indent;
            }

            line += $"{word} ";
        }

        text.Append(line.TrimEnd()).Append('\n');
    }

    private static bool EndsInItem(StringBuilder text)
    {
        string[] lines = text.ToString().TrimEnd('\n').Split('\n');
        string last = lines.LastOrDefault(line => !line.StartsWith($"{Indent}  ", StringComparison.Ordinal)) ?? "";
        return last.StartsWith($"{Indent}- ", StringComparison.Ordinal);
    }

    // An empty line before what follows, except straight under a heading.
    private static void Separate(StringBuilder text)
    {
        string[] lines = text.ToString().TrimEnd('\n').Split('\n');
        bool isHeading = lines[^1].Length > 0 && lines[^1][0] != ' ';
        if (!isHeading && !text.ToString().EndsWith("\n\n", StringComparison.Ordinal)) text.Append('\n');
    }

    private static string Plain(string markdown) => Link().Replace(markdown, "$1").Replace("`", "").Replace("**", "").Replace("\\|", "|");

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\|[\s|:-]+\|$")]
    private static partial Regex TableRule();
}
