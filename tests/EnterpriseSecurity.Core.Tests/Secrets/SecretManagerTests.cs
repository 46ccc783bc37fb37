using System.Text;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Secrets;

public sealed class SecretManagerTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private SecretManager Secrets => _store.Manager.Secrets;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(SecretAlgorithm.Aes256Gcm)]
    [InlineData(SecretAlgorithm.ChaCha20Poly1305)]
    [InlineData(SecretAlgorithm.Aes256CbcHmac)]
    [InlineData(SecretAlgorithm.Fernet)]
    [InlineData(SecretAlgorithm.Rsa2048)]
    [InlineData(SecretAlgorithm.Rsa4096)]
    public void A_secret_comes_back_under_every_algorithm_after_the_store_was_reopened(SecretAlgorithm algorithm)
    {
        SecretInfo made = Protect("db", "correct horse", new SecretOptions { Algorithm = algorithm });
        Assert.Equal(algorithm, made.Algorithm);
        _store.Reopen();
        Assert.Equal("correct horse", Reveal("DB"));
        Assert.Equal(algorithm, Secrets.Get(SecretReference.ByName("db")).Algorithm);
    }

    [Fact]
    public void Every_kind_of_value_comes_back_as_what_it_was()
    {
        DateTime moment = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        using SecretValue table = SecretValue.FromTable(
        [
            new("text", SecretValue.FromText("grüße \u2028")),
            new("cred", SecretValue.FromCredential("user", EnterpriseSecurity.Cryptography.SecretBuffer.FromUtf8("pw"))),
            new("bytes", SecretValue.FromBytes([0, 255, 1])),
            new("int", SecretValue.FromInt32(-5)),
            new("long", SecretValue.FromInt64(long.MinValue)),
            new("double", SecretValue.FromDouble(0.1)),
            new("bool", SecretValue.FromBoolean(true)),
            new("date", SecretValue.FromDateTime(moment)),
            new("inner", SecretValue.FromTable([new("a", SecretValue.FromText(""))])),
        ]);
        Secrets.Protect("table", table);
        using SecretValue back = Secrets.Unprotect(SecretReference.ByName("table"));
        Assert.Equal(table.Entries.Select(entry => entry.Key), back.Entries.Select(entry => entry.Key));
        Dictionary<string, SecretValue> entries = back.Entries.ToDictionary();
        Assert.Equal("grüße \u2028", entries["text"].RevealText());
        Assert.Equal(("user", "pw"), (entries["cred"].UserName, entries["cred"].RevealText()));
        Assert.Equal([0, 255, 1], entries["bytes"].Content.Span.ToArray());
        Assert.Equal((-5, long.MinValue, 0.1, true, moment), (entries["int"].ToInt32(), entries["long"].ToInt64(), entries["double"].ToDouble(), entries["bool"].ToBoolean(), entries["date"].ToDateTime()));
        Assert.Equal("", entries["inner"].Entries[0].Value.RevealText());
    }

    [Fact]
    public void A_new_value_is_a_new_version_and_the_old_one_can_be_read_and_brought_back()
    {
        Protect("db", "one");
        Update("db", "two");
        SecretInfo third = Update("db", "three");
        Assert.Equal((3, 2), (third.Version, third.RotationCount));
        Assert.Equal("one", Reveal("db", 1));
        Assert.Equal("three", Reveal("db"));
        Assert.Equal([3, 2, 1], Secrets.GetVersions(SecretReference.ByName("db")).Select(version => version.Version));
        Assert.Equal(4, Secrets.RestoreVersion(SecretReference.ByName("db"), 1).Version);
        Assert.Equal("one", Reveal("db"));
        Assert.Equal("SecretVersionNotFound", Assert.Throws<NotFoundException>(() => Reveal("db", 9)).ErrorId);
    }

    [Fact]
    public void An_expired_secret_is_refused_until_it_gets_a_new_value()
    {
        Protect("token", "abc", new SecretOptions { ExpiresIn = TimeSpan.FromDays(7) });
        _store.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal("SecretExpired", Assert.Throws<ExpiredException>(() => Reveal("token")).ErrorId);
        Assert.Single(Secrets.List(new SecretFilter { ExpiresWithin = TimeSpan.FromDays(1) }));
        SecretInfo renewed = Update("token", "def");
        Assert.Equal(_store.Clock.GetUtcNow() + TimeSpan.FromDays(7), renewed.ExpiresAt);
        Assert.Equal("def", Reveal("token"));
    }

    [Fact]
    public void A_secret_that_ends_with_time_itself_takes_new_values()
    {
        DateTimeOffset end = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);
        Protect("token", "abc", new SecretOptions { ExpiresAt = end });
        _store.Clock.Advance(TimeSpan.FromDays(30));
        Assert.True(Update("token", "def").ExpiresAt >= end);
        Assert.Equal("def", Reveal("token"));
        Assert.True(Update("token", "ghi").ExpiresAt >= end);
    }

    [Theory]
    [InlineData(ImportConflict.Skip)]
    [InlineData(ImportConflict.NewVersion)]
    public void An_expired_secret_that_was_imported_can_be_read_once_it_has_a_new_value(ImportConflict onConflict)
    {
        Protect("token", "abc", new SecretOptions { ExpiresIn = TimeSpan.FromDays(7) });
        string file = Path.Combine(_store.Root, "export");
        using KeyProtector protector = _store.Protector();
        Secrets.Export(file, protector);
        _store.Clock.Advance(TimeSpan.FromDays(8));
        if (onConflict == ImportConflict.Skip) Secrets.Destroy(SecretReference.ByName("token"));
        Assert.Single(Secrets.Import(file, protector, onConflict).Imported);
        Assert.Throws<ExpiredException>(() => Reveal("token"));
        DateTimeOffset? end = Update("token", "def").ExpiresAt;
        Assert.Equal("def", Reveal("token"));
        // What was there goes on as it was.
        Assert.Equal(onConflict == ImportConflict.Skip ? null : _store.Clock.GetUtcNow() + TimeSpan.FromDays(7), end);
    }

    [Fact]
    public void A_removed_secret_can_be_brought_back_until_its_window_is_over()
    {
        Protect("db", "one");
        Secrets.Remove(SecretReference.ByName("db"), TimeSpan.FromDays(2));
        Assert.Throws<NotFoundException>(() => Reveal("db"));
        Assert.Empty(Secrets.List());
        Assert.Single(Secrets.List(new SecretFilter { Deleted = true }));
        Secrets.Recover(SecretReference.ByName("db"));
        Assert.Equal("one", Reveal("db"));

        Secrets.Remove(SecretReference.ByName("db"), TimeSpan.FromDays(2));
        _store.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(1, Secrets.PurgeDue());
        Assert.Throws<NotFoundException>(() => Secrets.Recover(SecretReference.ByName("db")));
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void A_destroyed_secret_leaves_none_of_its_bytes_in_the_store()
    {
        SecretInfo made = Protect("unmistakable-name", "value", new SecretOptions { Tags = new Dictionary<string, string> { ["needle"] = "haystack-91732" } });
        Secrets.Destroy(SecretReference.ById(made.Id));
        _store.Close();
        foreach (string file in Directory.EnumerateFiles(_store.Path, "store.db*"))
        {
            Assert.DoesNotContain("haystack-91732", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_are_one_whatever_their_case_and_tags_filter()
    {
        Protect("Prod-Db", "x", new SecretOptions { Tags = new Dictionary<string, string> { ["env"] = "production" } });
        Protect("test-db", "y", new SecretOptions { Tags = new Dictionary<string, string> { ["env"] = "test" } });
        Assert.Equal("SecretExists", Assert.Throws<AlreadyExistsException>(() => Protect("prod-DB", "z")).ErrorId);
        Assert.Equal("Prod-Db", Assert.Single(Secrets.List(new SecretFilter { Tags = new Dictionary<string, string> { ["env"] = "production" } })).Name);
        Assert.Equal(2, Secrets.List(new SecretFilter { Name = "*-db" }).Count);
        Assert.Equal("renamed", Secrets.Set(SecretReference.ByName("test-db"), new SecretChanges { Name = "renamed" }).Name);
        Assert.Equal("y", Reveal("renamed"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData(" x")]
    public void A_name_that_cannot_be_one_is_refused(string name) =>
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => Protect(name, "x")).ErrorId);

    [Fact]
    public void An_export_opens_with_its_passphrase_alone_and_conflicts_are_as_asked()
    {
        Protect("a", "one", new SecretOptions { Algorithm = SecretAlgorithm.Fernet, Tags = new Dictionary<string, string> { ["k"] = "v" } });
        Protect("b", "two");
        string file = Path.Combine(_store.Root, "export.es");
        using KeyProtector passphrase = KeyProtector.FromPassphrase("pass phrase"u8);
        Assert.Equal(2, Secrets.Export(file, passphrase));
        Assert.Throws<AlreadyExistsException>(() => Secrets.Export(file, passphrase));
        Assert.DoesNotContain("one", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);

        using TemporaryStore other = new();
        using KeyProtector wrong = KeyProtector.FromPassphrase("wrong"u8);
        Assert.Throws<AuthenticationFailedException>(() => other.Manager.Secrets.Import(file, wrong));
        Assert.Equal(2, other.Manager.Secrets.Import(file, passphrase).Imported.Count);
        SecretInfo imported = other.Manager.Secrets.Get(SecretReference.ByName("a"));
        Assert.Equal((SecretAlgorithm.Fernet, "v"), (imported.Algorithm, imported.Tags["k"]));
        Assert.Equal(["a", "b"], other.Manager.Secrets.Import(file, passphrase).Skipped);
        Assert.Equal([2, 2], other.Manager.Secrets.Import(file, passphrase, ImportConflict.NewVersion).Imported.Select(info => info.Version));
        Assert.Equal([1, 1], other.Manager.Secrets.Import(file, passphrase, ImportConflict.Overwrite).Imported.Select(info => info.Version));

        byte[] whole = File.ReadAllBytes(file);
        File.WriteAllBytes(file, whole[..^1]);
        Assert.Equal("ExportMalformed", Assert.Throws<MalformedDataException>(() => other.Manager.Secrets.Import(file, passphrase)).ErrorId);
        whole[^20] ^= 1;
        File.WriteAllBytes(file, whole);
        Assert.Throws<MalformedDataException>(() => other.Manager.Secrets.Import(file, passphrase));
    }

    [Fact]
    public void Refused_and_failed_calls_are_in_the_audit_trail_with_their_reason()
    {
        Protect("db", "one", new SecretOptions { ExpiresIn = TimeSpan.FromHours(1) });
        Assert.Throws<NotFoundException>(() => Reveal("nothing"));
        _store.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Throws<ExpiredException>(() => Reveal("db"));
        var entries = _store.Manager.Audit.Read(new EnterpriseSecurity.Audit.AuditFilter { Action = "secret_*" }).ToList();
        Assert.Equal(
            [("secret_encrypted", "db", "success"), ("secret_decrypted", "nothing", "failure"), ("secret_decrypted", "db", "denied")],
            entries.Select(entry => (entry.Action, entry.Resource, entry.Result)));
        Assert.Equal("SecretExpired", entries[2].Metadata["error"]);
        Assert.All(entries, entry => Assert.True(entry.IsAuthentic));
    }

    private SecretInfo Protect(string name, string text, SecretOptions? options = null)
    {
        using SecretValue value = SecretValue.FromText(text);
        return Secrets.Protect(name, value, options);
    }

    private SecretInfo Update(string name, string text)
    {
        using SecretValue value = SecretValue.FromText(text);
        return Secrets.Update(SecretReference.ByName(name), value);
    }

    private string Reveal(string name, int? version = null)
    {
        using SecretValue value = Secrets.Unprotect(SecretReference.ByName(name), version);
        return value.RevealText();
    }
}
