using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Secrets;

public sealed class SecretPutTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private SecretManager Secrets => _store.Manager.Secrets;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_secret_is_put_under_a_new_name_and_then_as_its_next_version()
    {
        Assert.Equal(1, Put("db", "one", new SecretOptions { Tags = Tags("a", "b") }).Version);
        SecretInfo next = Put("DB", "two");
        Assert.Equal(2, next.Version);
        Assert.Equal("b", next.Tags["a"]);
        Assert.Equal("two", Reveal("db"));
        Assert.Equal("one", Reveal("db", 1));
        Assert.Equal([AuditAction.SecretEncrypted, AuditAction.SecretRotated], Actions("db"));
    }

    [Fact]
    public void New_tags_take_the_place_of_the_old_ones_with_the_value()
    {
        Put("db", "one", new SecretOptions { Tags = Tags("a", "b") });
        SecretInfo next = Put("db", "two", new SecretOptions { Tags = Tags("c", "d") });
        Assert.Equal(["c"], next.Tags.Keys);
        using SecretValue value = SecretValue.FromText("three");
        Assert.Equal(["e"], Secrets.Update(SecretReference.ByName("db"), value, new SecretOptions { Tags = Tags("e", "f") }).Tags.Keys);
    }

    [Fact]
    public void Nothing_is_stored_when_a_tag_or_the_name_cannot_be_used()
    {
        Put("db", "one");
        Assert.Equal("TagInvalid", Assert.Throws<InvalidInputException>(() => Put("db", "two", new SecretOptions { Tags = Tags("", "x") })).ErrorId);
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => Put("", "two")).ErrorId);
        Assert.Equal("one", Reveal("db"));
    }

    [Theory]
    [InlineData(ImportConflict.Skip, null, "mine")]
    [InlineData(ImportConflict.NewVersion, 2, "theirs")]
    [InlineData(ImportConflict.Overwrite, 1, "theirs")]
    public void An_import_treats_a_taken_name_as_asked(ImportConflict onConflict, int? version, string shown)
    {
        Put("db", "mine");
        using SecretValue value = SecretValue.FromText("theirs");
        Assert.Equal(version, Secrets.Import("old vault", "db", value, onConflict: onConflict)?.Version);
        Assert.Equal(shown, Reveal("db"));
        Assert.Equal(1, Secrets.Import("old vault", "new", value, onConflict: onConflict)!.Version);
        AuditEntry entry = _store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.SecretsImported }).First(found => found.Resource == "db");
        Assert.Equal("old vault", entry.Metadata["source"]);
        Assert.Equal(onConflict == ImportConflict.Skip, entry.Metadata.ContainsKey("skipped"));
    }

    private static Dictionary<string, string> Tags(string name, string value) => new() { [name] = value };

    private SecretInfo Put(string name, string text, SecretOptions? options = null)
    {
        using SecretValue value = SecretValue.FromText(text);
        return Secrets.Put(name, value, options);
    }

    private string Reveal(string name, int? version = null)
    {
        using SecretValue value = Secrets.Unprotect(SecretReference.ByName(name), version);
        return value.RevealText();
    }

    private List<string> Actions(string name) =>
    [
        .. _store.Manager.Audit.Read(new AuditFilter())
            .Where(entry => string.Equals(entry.Resource, name, StringComparison.OrdinalIgnoreCase) && entry.Action != AuditAction.SecretDecrypted)
            .OrderBy(entry => entry.Sequence)
            .Select(entry => entry.Action),
    ];
}
