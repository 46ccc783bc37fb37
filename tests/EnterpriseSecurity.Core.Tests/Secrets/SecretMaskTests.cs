using System.Text;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Secrets;

public sealed class SecretMaskTests
{
    private const string Secret = "Tr0ub4dor & \"3\" <ä>/?'$x";

    [Fact]
    public void A_secret_is_masked_in_each_spelling()
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(Secret);
        string[] spellings =
        [
            Secret, Convert.ToBase64String(utf8), Convert.ToHexString(utf8), Convert.ToHexStringLower(utf8), Uri.EscapeDataString(Secret), Secret.Replace("\"", "\\\"", StringComparison.Ordinal),
            System.Security.SecurityElement.Escape(Secret), Secret.Replace("'", "''", StringComparison.Ordinal), $"\u001b[1m{Secret[..4]}\u001b[0;31m{Secret[4..]}",
        ];
        foreach (string spelling in spellings)
        {
            Assert.True(Mask(Secret).TryMask($"a {spelling} b {spelling}", out string? masked), spelling);
            Assert.Equal("a ******** b ********", masked.Replace("\u001b[1m", "", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("Tr0ub4dor & nothing more")]
    [InlineData("\u001b")]
    [InlineData("\u001b[")]
    [InlineData("\u001b]0;title")]
    public void What_holds_none_is_left_as_it_is(string? text) => Assert.False(Mask(Secret).TryMask(text, out _));

    [Theory]
    [InlineData("\u001b]0;run --password {0}\a done", "\u001b]0;run --password {1}\a done")]
    [InlineData("\u001b]8;;https://h/?key={0}\u001b\\here\u001b]8;;\u001b\\", "\u001b]8;;https://h/?key={1}\u001b\\here\u001b]8;;\u001b\\")]
    [InlineData("\u001b]no end {0}", "\u001b]no end {1}")]
    [InlineData("\u001bPq{0}\u001b\\ {0}", "\u001bPq{1}\u001b\\ {1}")]
    public void A_secret_within_an_escape_is_masked(string text, string expected)
    {
        foreach (string secret in (string[])["Tr0ub4dor", Secret])
        {
            Assert.True(Mask(secret).TryMask(text.Replace("{0}", secret, StringComparison.Ordinal), out string? masked));
            Assert.Equal(expected.Replace("{1}", SecretMask.Replacement, StringComparison.Ordinal), masked);
        }
    }

    [Theory]
    [InlineData("\u001b(B")]
    [InlineData("\u001b[0;31m")]
    [InlineData("\u001b]0;title\u001b\\")]
    [InlineData("\u001b]0;title\a")]
    [InlineData("\u001b]0;title\u001b[1m")]
    [InlineData("\u001bP1$r0m\u001b\\")]
    [InlineData("\u001b7")]
    public void A_secret_with_an_escape_within_is_masked(string escape)
    {
        Assert.True(Mask(Secret).TryMask($"a {Secret[..4]}{escape}{Secret[4..]} b", out string? masked));
        Assert.Equal("a ******** b", masked);
    }

    [Fact]
    public void Secrets_that_overlap_leave_nothing_of_either()
    {
        SecretMask mask = Mask("abcdef-one", "one-uvwxyz");
        Assert.True(mask.TryMask("<abcdef-one-uvwxyz>", out string? masked));
        Assert.Equal("<********>", masked);
    }

    [Fact]
    public void A_secret_of_lines_is_masked_line_by_line_with_any_line_ends()
    {
        SecretMask mask = Mask("first line\nsecond line\nx");
        foreach (string text in (string[])["first line", "> second line <", "first line\r\nsecond line\r\nx"])
        {
            Assert.True(mask.TryMask(text, out string? masked));
            Assert.DoesNotContain("line", masked, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_long_secret_is_masked_whole_and_in_base64()
    {
        string secret = string.Concat(Enumerable.Range(0, 400).Select(i => $"{i * 7919 % 10007:x4}"));
        SecretMask mask = Mask(secret);
        Assert.True(mask.TryMask(secret, out string? masked));
        Assert.Equal("********", masked);
        Assert.True(mask.TryMask(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), out masked));
        Assert.Equal("********", masked);
    }

    [Fact]
    public void A_secret_too_short_to_be_masked_is_said_to_be()
    {
        SecretMask mask = new();
        Assert.False(mask.Add("ab"));
        Assert.False(mask.Add("  a "));
        Assert.True(mask.Add("abc"));
        Assert.True(mask.TryMask("xabcx", out string? masked));
        Assert.Equal("x********x", masked);
    }

    private static SecretMask Mask(params string[] secrets)
    {
        SecretMask mask = new();
        foreach (string secret in secrets) Assert.True(mask.Add(secret));
        return mask;
    }
}
