using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Secrets;

/// <summary>What a user can get wrong, each with an error of its own, and nothing done.</summary>
public sealed class RefusedInputTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private SecretManager Secrets => _store.Manager.Secrets;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData(" a")]
    public void A_name_that_cannot_be_one_is_refused_and_stored_nowhere(string name)
    {
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => Protect(name, "value")).ErrorId);
        if (Secrets.List().Count == 0) Protect("kept");
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => Secrets.Set(SecretReference.ByName("kept"), new SecretChanges { Name = name })).ErrorId);
        Assert.Equal("SecretNotFound", Assert.Throws<NotFoundException>(() => Secrets.Unprotect(SecretReference.ByName(name))).ErrorId);
        Assert.Equal("SecretNotFound", Assert.Throws<NotFoundException>(() => Secrets.Unprotect(SecretReference.ById(name))).ErrorId);
        Assert.Equal("SecretNotFound", Assert.Throws<NotFoundException>(() => Secrets.Remove(SecretReference.ByName(name))).ErrorId);
        Assert.Equal("SecretNotFound", Assert.Throws<NotFoundException>(() => Secrets.Recover(SecretReference.ByName(name))).ErrorId);
        Assert.Equal("kept", Assert.Single(Secrets.List()).Name);
        SharedStore.AssertValid(_store.Manager);
    }

    // A test runner cannot hand these on as a theory's data.
    [Fact]
    public void A_name_that_is_not_valid_Unicode_is_refused_and_stored_nowhere()
    {
        foreach (string name in new[] { "\ud800", "a\udc00b", "\ud800\ud800", "\ufffd\ud800", "a\ufffeb" }) A_name_that_cannot_be_one_is_refused_and_stored_nowhere(name);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    [InlineData(3_000_000, false)]
    public void A_name_that_is_too_long_is_refused_and_does_not_fill_the_audit_trail(int length, bool isGood)
    {
        string name = new('n', length);
        if (isGood) Protect(name);
        else Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => Protect(name)).ErrorId);
        if (!isGood) Assert.Equal("SecretNotFound", Assert.Throws<NotFoundException>(() => Secrets.Get(SecretReference.ByName(name))).ErrorId);
        Assert.All(_store.Manager.Audit.Read(new AuditFilter()), entry => Assert.InRange(entry.Resource.Length, 1, 4096));
        SharedStore.AssertValid(_store.Manager);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\x")]
    [InlineData("CON")]
    [InlineData("nul.txt")]
    [InlineData("-rf")]
    [InlineData("*")]
    [InlineData("' OR 1=1 --")]
    public void A_secrets_name_never_becomes_a_path_a_pattern_or_a_statement(string name)
    {
        _store.Manager.Audit.Flush();
        string[] before = Directory.EnumerateFileSystemEntries(_store.Root, "*", SearchOption.AllDirectories).Order().ToArray();
        Protect(name);
        Protect("other");
        Assert.Equal(name, SharedStore.Reveal(_store.Manager, name));
        Secrets.Destroy(SecretReference.ByName(name));
        _store.Manager.Audit.Flush();
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(_store.Root, "*", SearchOption.AllDirectories).Order());
        Assert.Equal("other", Assert.Single(Secrets.List()).Name);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("end.")]
    [InlineData("NUL")]
    [InlineData("con")]
    [InlineData("Com1.txt")]
    [InlineData("LPT9")]
    [InlineData("-rf")]
    [InlineData("a:b")]
    [InlineData("a*")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_name_that_becomes_a_files_name_is_refused_where_any_platform_would(string name) =>
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => CanonicalName.CheckFileName("SSH key", name)).ErrorId);

    [Fact]
    public void Each_thing_that_is_not_there_or_over_has_an_error_of_its_own()
    {
        Protect("kept");
        using (SecretValue value = SecretValue.FromText("x")) Secrets.Protect("short", value, new SecretOptions { ExpiresIn = TimeSpan.FromMinutes(1) });
        _store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("SecretExpired", Assert.Throws<ExpiredException>(() => SharedStore.Reveal(_store.Manager, "short")).ErrorId);
        Assert.Equal("SecretNotFound", Assert.Throws<NotFoundException>(() => Secrets.Get(SecretReference.ById(Guid.NewGuid().ToString()))).ErrorId);
        Assert.Equal("SecretNotFound", Assert.Throws<NotFoundException>(() => Secrets.Destroy(SecretReference.ByName("none"))).ErrorId);
        Assert.Equal("SecretVersionNotFound", Assert.Throws<NotFoundException>(() => Secrets.Unprotect(SecretReference.ByName("kept"), 2)).ErrorId);
        Assert.Equal("SecretVersionNotFound", Assert.Throws<NotFoundException>(() => Secrets.RestoreVersion(SecretReference.ByName("kept"), -1)).ErrorId);
        Assert.Equal("SecretExists", Assert.Throws<AlreadyExistsException>(() => Protect("KEPT")).ErrorId);
        Assert.Equal("ExpiryInvalid", Assert.Throws<InvalidInputException>(() => Secrets.Set(SecretReference.ByName("kept"), new SecretChanges { ExpiresIn = TimeSpan.FromSeconds(-1) })).ErrorId);
        foreach ((string name, string value) in new[] { ("", "x"), ("a", "\ud800"), ("a\udc00", "x") })
        {
            Assert.Equal("TagInvalid", Assert.Throws<InvalidInputException>(() => Secrets.Set(SecretReference.ByName("kept"), new SecretChanges { Tags = new Dictionary<string, string> { [name] = value } })).ErrorId);
        }
    }

    [Fact]
    public void A_time_that_no_date_can_say_is_refused_and_as_a_filter_it_takes_all()
    {
        Protect("kept");
        using SecretValue value = SecretValue.FromText("x");
        SecretReference kept = SecretReference.ByName("kept");
        Assert.Equal("ExpiryTooFar", Assert.Throws<InvalidInputException>(() => Secrets.Protect("new", value, new SecretOptions { ExpiresIn = TimeSpan.MaxValue })).ErrorId);
        Assert.Equal("ExpiryTooFar", Assert.Throws<InvalidInputException>(() => Secrets.Set(kept, new SecretChanges { ExpiresIn = TimeSpan.MaxValue })).ErrorId);
        Assert.Equal("ExpiryTooFar", Assert.Throws<InvalidInputException>(() => Secrets.Remove(kept, TimeSpan.MaxValue)).ErrorId);
        Secrets.Set(kept, new SecretChanges { ExpiresIn = TimeSpan.FromDays(1) });
        Assert.Single(Secrets.List(new SecretFilter { ExpiresWithin = TimeSpan.MaxValue }));
        Assert.Single(_store.Manager.FindExpiring(TimeSpan.MaxValue));
    }

    [Fact]
    public void A_table_that_could_not_be_read_again_is_not_stored()
    {
        SecretValue table = SecretValue.FromText("deep");
        for (int depth = 0; depth < 16; depth++) table = SecretValue.FromTable([new("inner", table)]);
        Secrets.Protect("deepest", table);
        Secrets.Unprotect(SecretReference.ByName("deepest")).Dispose();
        using SecretValue deeper = SecretValue.FromTable([new("inner", table)]);
        Assert.Equal("SecretTooDeep", Assert.Throws<InvalidInputException>(() => Secrets.Protect("deeper", deeper)).ErrorId);
    }

    private void Protect(string name, string? text = null)
    {
        using SecretValue value = SecretValue.FromText(text ?? name);
        Secrets.Protect(name, value);
    }
}
