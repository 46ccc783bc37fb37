using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Core.Tests.AccessControl;

public sealed class PermissionNameTests
{
    [Theory]
    [InlineData("*", "read", true)]
    [InlineData("*", "docs:read", true)]
    [InlineData("*", "docs:read:draft", true)]
    [InlineData("read", "read", true)]
    [InlineData("read", "READ", true)]
    [InlineData("Read", "read", true)]
    [InlineData("read", "reads", false)]
    [InlineData("read", "docs:read", false)]
    [InlineData("docs:*", "docs:read", true)]
    [InlineData("docs:*", "docs:read:draft", true)]
    [InlineData("docs:*", "docs", false)]
    [InlineData("docs:*", "docsx:read", false)]
    [InlineData("*:read", "docs:read", true)]
    [InlineData("*:read", "read", false)]
    [InlineData("*:read", "docs:draft:read", false)]
    [InlineData("docs:*:read", "docs:draft:read", true)]
    [InlineData("docs:*:read", "docs:read", false)]
    [InlineData("*:*", "read", false)]
    [InlineData("*:*", "docs:read", true)]
    [InlineData("*:*", "docs:read:draft", true)]
    [InlineData("caf\u00e9:read", "cafe\u0301:read", true)]
    public void A_pattern_means_what_it_says(string pattern, string permission, bool expected)
    {
        string canonical = PermissionName.Concrete(permission);
        Assert.Equal(expected, PermissionName.Covers(PermissionName.Pattern(pattern), canonical));
        PermissionTrie trie = new();
        trie.Add(PermissionName.Pattern(pattern), 7);
        Assert.Equal(expected, trie.Match(canonical).Contains(7));
    }

    [Theory]
    [InlineData("*", "docs:*", true, true)]
    [InlineData("docs:*", "*", false, true)]
    [InlineData("docs:*", "docs:*", true, true)]
    [InlineData("docs:*", "docs:*:read", true, true)]
    [InlineData("docs:*:read", "docs:*", false, true)]
    [InlineData("*:read", "docs:*", false, true)]
    [InlineData("*:read", "docs:write", false, false)]
    [InlineData("*:*", "*", false, true)]
    [InlineData("*:*", "read", false, false)]
    [InlineData("*:*", "docs:*", true, true)]
    [InlineData("a:b", "a:b:*", false, false)]
    public void Patterns_cover_and_overlap(string one, string other, bool covers, bool overlaps)
    {
        Assert.Equal(covers, PermissionName.Covers(one, other));
        Assert.Equal(overlaps, PermissionName.Overlaps(one, other));
        Assert.Equal(overlaps, PermissionName.Overlaps(other, one));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("read write")]
    [InlineData("read\n")]
    [InlineData("docs:")]
    [InlineData(":read")]
    [InlineData("docs::read")]
    [InlineData("docs*")]
    [InlineData("docs:re*")]
    [InlineData("**")]
    [InlineData("re\u200bad")]
    [InlineData("read\u202e")]
    [InlineData("a:b:c:d:e:f:g:h:i")]
    public void What_is_no_permission_is_refused(string permission)
    {
        Assert.Equal("PermissionInvalid", Assert.Throws<InvalidInputException>(() => PermissionName.Pattern(permission)).ErrorId);
        Assert.Throws<InvalidInputException>(() => PermissionName.Concrete(permission));
    }

    // Not as data of a theory, whose texts go through UTF-8 on their way here.
    [Fact]
    public void Half_a_character_is_refused()
    {
        Assert.Throws<InvalidInputException>(() => PermissionName.Pattern("\ud800"));
        Assert.Throws<InvalidInputException>(() => ResourcePattern.Concrete("\udc00"));
    }

    [Fact]
    public void A_permission_has_an_end() => Assert.Throws<InvalidInputException>(() => PermissionName.Pattern(new string('a', 201)));

    [Fact]
    public void A_wildcard_is_no_question() => Assert.Throws<InvalidInputException>(() => PermissionName.Concrete("docs:*"));

    [Theory]
    [InlineData("docs/*", "docs/a", true)]
    [InlineData("docs/*", "docs/a/b", true)]
    [InlineData("docs/*", "docs/", true)]
    [InlineData("docs/*", "docs", false)]
    [InlineData("DOCS/*", "docs/A", true)]
    [InlineData("*.txt", "a.txt", true)]
    [InlineData("*.txt", "a.txt.exe", false)]
    [InlineData("a*b*c", "axxbyyc", true)]
    [InlineData("a*b*c", "axxbyy", false)]
    [InlineData("a*b*c", "abcabc", true)]
    [InlineData("document_123", "document_123", true)]
    [InlineData("document_123", "document_1234", false)]
    public void A_resource_s_pattern_means_what_it_says(string pattern, string resource, bool expected) =>
        Assert.Equal(expected, ResourcePattern.Matches(ResourcePattern.Pattern(pattern)!, ResourcePattern.Concrete(resource)));

    [Theory]
    [InlineData("")]
    [InlineData("docs/../payroll")]
    [InlineData("docs\\..\\payroll")]
    [InlineData("./docs")]
    [InlineData("docs\n")]
    [InlineData("docs/*")]
    public void What_is_no_resource_is_refused(string resource) =>
        Assert.Equal("ResourceInvalid", Assert.Throws<InvalidInputException>(() => ResourcePattern.Concrete(resource)).ErrorId);

    [Fact]
    public void A_hostile_pattern_takes_no_time() =>
        Assert.False(ResourcePattern.Matches(string.Concat(Enumerable.Repeat("a*", 500)) + "b", new string('a', 1024)));
}
