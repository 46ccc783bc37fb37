using System.Text;
using EnterpriseSecurity.Reporting;
using EnterpriseSecurity.Reporting.Html;

namespace EnterpriseSecurity.Core.Tests.Reporting;

public sealed class HtmlWriterTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\" onload='x' &lt;", "&quot; onload=&#39;x&#39; &amp;lt;")]
    [InlineData("abc\u202Egnp.exe", "abc[U+202E]gnp.exe")]
    [InlineData("a\u2069\u2066b\u00AD", "a[U+2069][U+2066]b[U+00AD]")]
    [InlineData("a\0b\r\n\tc\u2028", "a[U+0000]b[U+000D][U+000A][U+0009]c[U+2028]")]
    [InlineData("שלום 北京 é 🔑 می‌خواهم", "שלום 北京 é 🔑 می‌خواهم")]
    public void Text_and_attributes_are_escaped_alike(string text, string escaped)
    {
        HtmlWriter html = new();
        html.Open("a", ("href", text));
        html.Words(text);
        html.Close();
        Assert.Equal($"<!DOCTYPE html>\n<a href=\"{escaped}\">{escaped}</a>", Encoding.UTF8.GetString(html.ToBytes()));
    }

    [Fact]
    public void Half_a_character_is_replaced()
    {
        HtmlWriter html = new();
        html.Words(new string(['a', '\uD800', 'x']));
        Assert.Equal("<!DOCTYPE html>\na\uFFFDx", Encoding.UTF8.GetString(html.ToBytes()));
    }

    [Fact]
    public void What_others_named_is_kept_apart_in_its_direction()
    {
        HtmlWriter html = new();
        html.Text(ReportText.Of($"{new ReportName("שלום", IsForeign: true)} and {new ReportName(new string('x', 200), IsForeign: true)}"));
        Assert.Equal($"<!DOCTYPE html>\n<bdi>שלום</bdi> and <bdi class=\"long\">{new string('x', 200)}</bdi>", Encoding.UTF8.GetString(html.ToBytes()));
    }

    [Fact]
    public void What_is_open_at_the_end_is_closed()
    {
        HtmlWriter html = new();
        html.Open("ul");
        html.Open("li");
        Assert.Equal("<!DOCTYPE html>\n<ul><li></li>\n</ul>\n", Encoding.UTF8.GetString(html.ToBytes()));
    }

    [Fact]
    public void Numbers_times_and_shares_are_spelled_for_people()
    {
        Assert.Equal("1,204 of 2026-03-01", ReportText.Of($"{1204} of {new DateTimeOffset(2026, 3, 1, 23, 59, 0, TimeSpan.Zero)}").ToString());
        Assert.Equal("1 day, 3 hours, 59 minutes, less than a minute", ReportText.Join([ReportText.Of($"{TimeSpan.FromHours(36)}"), ReportText.Of($"{TimeSpan.FromHours(-3.5)}"), ReportText.Of($"{TimeSpan.FromMinutes(59.9)}"), ReportText.Of($"{TimeSpan.FromSeconds(59)}")]).ToString());
        Assert.Equal("99 %", ReportText.Percent(9_999, 10_000).ToString());
        Assert.Equal("1 %", ReportText.Percent(1, 10_000).ToString());
        Assert.Equal("0 %", ReportText.Percent(0, 0).ToString());
    }
}
