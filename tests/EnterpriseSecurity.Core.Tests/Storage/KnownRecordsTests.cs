using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>A record that is in memory is the one in the database, whoever has changed it.</summary>
public sealed class KnownRecordsTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    private SecretManager Secrets => _store.Manager.Secrets;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_change_is_seen_at_the_next_read(bool byAnother)
    {
        using EnterpriseSecurityManager other = _store.Open();
        SecretManager editor = byAnother ? other.Secrets : Secrets;
        string id = Protect("a", "first").Id;
        Assert.Equal(["first", "first"], new[] { Open("a"), Open("a") });
        editor.Update(SecretReference.ByName("a"), SecretValue.FromText("second"));
        Assert.Equal("second", Open("a"));
        editor.Set(SecretReference.ByName("a"), new SecretChanges { Name = "b" });
        Assert.Throws<NotFoundException>(() => Open("a"));
        Assert.Equal("second", Open("b"));
        Protect("A", "another");
        Assert.Equal(["another", "second"], new[] { Open("a"), Open("b") });
        editor.Remove(SecretReference.ById(id));
        Assert.Throws<NotFoundException>(() => Open("b"));
        Assert.Equal("another", Open("a"));
        Assert.Empty(_store.Manager.Store.Verify().Findings);
    }

    [Fact]
    public void A_row_that_is_edited_while_it_is_in_memory_is_refused()
    {
        Protect("a", "value");
        Assert.Equal("value", Open("a"));
        _store.Tamper("UPDATE record SET state = 'deleted' WHERE collection = 'secret'");
        Assert.Equal("RecordChanged", Assert.Throws<IntegrityException>(() => Open("a")).ErrorId);
    }

    [Fact]
    public void What_was_taken_back_is_not_kept()
    {
        Protect("a", "first");
        Protect("b", "other");
        Assert.Equal("first", Open("a"));
        Assert.Throws<AlreadyExistsException>(() => Secrets.Set(SecretReference.ByName("a"), new SecretChanges { Name = "b" }));
        Assert.Throws<InvalidOperationException>(() => _store.Manager.Store.Adjust<bool>(change =>
        {
            change.Update(change.FindByName("secret", "a")! with { Name = "c" });
            Assert.NotNull(change.FindByName("secret", "c"));
            Assert.Null(change.FindByName("secret", "a"));
            throw new InvalidOperationException();
        }));
        Assert.Equal("first", Open("a"));
        Assert.Throws<NotFoundException>(() => Open("c"));
    }

    [Fact]
    public void More_than_are_kept_are_all_read_right()
    {
        const int Many = 700;
        string filling = new('x', 14_000);
        for (int i = 0; i < Many; i++) Protect($"s{i}", $"{i}{filling}");
        for (int turn = 0; turn < 2; turn++)
        {
            for (int i = 0; i < Many; i++) Assert.Equal($"{i}{filling}", Open($"s{i}"));
        }
    }

    private SecretInfo Protect(string name, string text) => Secrets.Protect(name, SecretValue.FromText(text));

    private string Open(string name)
    {
        using SecretValue value = Secrets.Unprotect(SecretReference.ByName(name));
        return value.RevealText();
    }
}
