using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace EnterpriseSecurity.Reporting.Html;

/// <summary>
/// Writes HTML that is well-formed and escaped by construction: elements are closed in the order in which they were
/// opened, and every text and attribute goes through one encoder. There is no way to write markup from a string.
/// </summary>
internal sealed class HtmlWriter
{
    // From this length on a name is broken rather than that its table grows.
    private const int LongName = 28;
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    private readonly StringBuilder _page = new("<!DOCTYPE html>\n");
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element.</summary>
    /// <param name="tag">Its name, written in the code.</param>
    /// <param name="attributes">Names, written in the code, and values.</param>
    public void Open([ConstantExpected] string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(tag, attributes);
        _open.Push(tag);
    }

    /// <summary>Closes the element that was opened last.</summary>
    public void Close() => _page.Append("</").Append(_open.Pop()).Append('>');

    /// <summary>Closes the element that was opened last, and ends the line.</summary>
    public void CloseLine()
    {
        Close();
        _page.Append('\n');
    }

    /// <summary>Writes an element that has no content.</summary>
    public void Void([ConstantExpected] string tag, params ReadOnlySpan<(string Name, string Value)> attributes) => Begin(tag, attributes);

    /// <summary>Writes an element with words in it.</summary>
    public void Element([ConstantExpected] string tag, string words, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(tag, attributes);
        Encode(words);
        _page.Append("</").Append(tag).Append('>');
    }

    /// <summary>Writes an element with a text in it.</summary>
    public void Element([ConstantExpected] string tag, ReportText text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(tag, attributes);
        Text(text);
        Close();
    }

    /// <summary>Writes words.</summary>
    public void Words(string words) => Encode(words);

    /// <summary>Writes a text. What others named is kept apart in its direction from what stands around it.</summary>
    public void Text(ReportText text)
    {
        foreach (ReportName part in text.Parts)
        {
            if (part.IsForeign && part.Text.Length > LongName) Element("bdi", part.Text, ("class", "long"));
            else if (part.IsForeign) Element("bdi", part.Text);
            else Encode(part.Text);
        }
    }

    /// <summary>Writes the page's style sheet, which is the same for every page.</summary>
    public void Style() => _page.Append("<style>").Append(ReportStyle.Sheet).Append("</style>\n");

    /// <summary>The page, in UTF-8.</summary>
    public byte[] ToBytes()
    {
        while (_open.Count > 0) CloseLine();
        return Encoding.UTF8.GetBytes(_page.ToString());
    }

    /// <summary>A number as an attribute has it.</summary>
    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private void Begin(string tag, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _page.Append('<').Append(tag);
        foreach ((string name, string value) in attributes)
        {
            _page.Append(' ').Append(name).Append("=\"");
            Encode(value);
            _page.Append('"');
        }

        _page.Append('>');
    }

    // Characters that cannot be seen, and could turn text round or hide a part of it, are written as their numbers.
    private void Encode(string words)
    {
        foreach (Rune rune in words.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '<':
                    _page.Append("&lt;");
                    break;
                case '>':
                    _page.Append("&gt;");
                    break;
                case '&':
                    _page.Append("&amp;");
                    break;
                case '"':
                    _page.Append("&quot;");
                    break;
                case '\'':
                    _page.Append("&#39;");
                    break;
                default:
                    if (IsVisible(rune)) _page.Append(rune.ToString());
                    else _page.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
                    break;
            }
        }
    }

    private static bool IsVisible(Rune rune) => rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
