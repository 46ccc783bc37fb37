using System.Net;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.ApiKeys;

public sealed class ApiKeyManagerTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private ApiKeyManager Keys => _store.Manager.ApiKeys;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_key_is_accepted_and_its_answer_tells_what_a_service_needs()
    {
        NewApiKey key = Keys.Create(new ApiKeyOptions { Name = "ci", UserId = "ada", Scopes = ["read", "write"], RateLimit = 3 });

        ApiKeyValidation answer = Check(key.RevealKey(), new ApiKeyCheck { RequiredScopes = ["write"] });

        Assert.True(answer.IsValid);
        Assert.Equal((key.Info.Id, "ci", "ada", 3, 2L), (answer.Id, answer.Name, answer.UserId, answer.Limit, answer.Remaining));
        Assert.Equal(_store.Clock.GetUtcNow().AddHours(1).AddMilliseconds(1), answer.ResetAt);
        Assert.Null(answer.RetryAfter);
    }

    [Fact]
    public void A_whole_key_in_the_place_of_its_id_is_found_by_it_and_not_repeated()
    {
        NewApiKey key = Keys.Create(new ApiKeyOptions { Name = "ci" });
        Assert.Equal(ApiKeyState.Revoked, Keys.Revoke(key.RevealKey()).State);
        Assert.Equal(key.Info.Id, Keys.GetUsage(key.RevealKey()).Id);
        Keys.Remove(key.RevealKey());

        string foreign = "ghp_" + key.RevealKey().Split('_')[2];
        Action[] uses = [() => Keys.Get(key.RevealKey()), () => Keys.Set(key.RevealKey(), new ApiKeyChanges()), () => Keys.GetLimits(foreign), () => Keys.ResetLimits(foreign), () => Keys.GetUsage(foreign)];
        foreach (Action use in uses) Assert.DoesNotContain(key.RevealKey().Split('_')[2], $"{Assert.Throws<NotFoundException>(use)}", StringComparison.Ordinal);
        Assert.DoesNotContain(_store.Manager.Audit.Read(new AuditFilter()), entry => entry.Resource.Contains(key.RevealKey().Split('_')[2], StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_has_a_prefix_a_public_id_190_random_bits_and_a_checksum()
    {
        HashSet<string> keys = [.. Enumerable.Range(0, 200).Select(_ => Keys.Create(new ApiKeyOptions { Name = "x", Prefix = "acme" }).RevealKey())];
        Assert.Equal(200, keys.Count);
        Assert.All(keys, key => Assert.Matches("^acme_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$", key));

        string one = keys.First();
        Assert.Equal(one.Split('_')[1], ApiKeyText.FindId(Encoding.ASCII.GetBytes(one)));
        for (int i = 0; i < one.Length; i++)
        {
            char other = one[i] == 'a' ? 'b' : 'a';
            Assert.Null(ApiKeyText.FindId(Encoding.ASCII.GetBytes(one[..i] + other + one[(i + 1)..])));
            Assert.Null(ApiKeyText.FindId(Encoding.ASCII.GetBytes(one[..i])));
        }
    }

    [Fact]
    public void The_checksum_is_the_crc_32_that_zlib_computes()
    {
        // zlib.crc32(b"esk_000000000000_" + b"0" * 32) in base 62.
        const string Text = "esk_000000000000_00000000000000000000000000000000";
        uint crc = uint.MaxValue;
        foreach (byte one in Encoding.ASCII.GetBytes(Text))
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        string checksum = "";
        for (uint rest = ~crc; checksum.Length < 6; rest /= 62) checksum = Digits[(int)(rest % 62)] + checksum;
        Assert.Equal("000000000000", ApiKeyText.FindId(Encoding.ASCII.GetBytes(Text + checksum)));
    }

    [Fact]
    public void Neither_the_key_nor_its_plain_hash_is_in_any_file_of_the_store()
    {
        NewApiKey key = Keys.Create(new ApiKeyOptions { Name = "ci" });
        Check(key.RevealKey());
        _store.Close();

        byte[] digest = SHA256.HashData(Encoding.ASCII.GetBytes(key.RevealKey()));
        byte[][] planted = [Encoding.ASCII.GetBytes(key.RevealKey()[^38..]), digest, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest)), Encoding.ASCII.GetBytes(Convert.ToBase64String(digest))];
        foreach (string file in Directory.EnumerateFiles(_store.Path, "*", SearchOption.AllDirectories))
        {
            byte[] content = File.ReadAllBytes(file);
            Assert.All(planted, secret => Assert.True(content.AsSpan().IndexOf(secret) < 0, file));
        }

        Assert.DoesNotContain(key.RevealKey(), key.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key.RevealKey(), key.Info.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("esk_")]
    [InlineData("none")]
    [InlineData("esk_AAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_key_is_unknown(string text)
    {
        ApiKeyValidation answer = Check(text);
        Assert.Equal((ApiKeyRefusal.Unknown, null), (answer.Refusal, answer.Id));
    }

    [Fact]
    public void A_wrong_secret_looks_like_an_unknown_key_and_what_is_stored_is_no_key()
    {
        NewApiKey key = Keys.Create(new ApiKeyOptions { Name = "ci" });
        NewApiKey other = Keys.Create(new ApiKeyOptions { Name = "other" });
        string mixed = key.RevealKey()[..17] + other.RevealKey()[17..];
        string stored = _store.Query($"SELECT json_extract(attributes, '$.hash') FROM record WHERE id = '{key.Info.Id}'");
        foreach (string text in new[] { mixed, stored, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key.RevealKey()))), key.RevealKey() + " ", " " + key.RevealKey(), key.RevealKey().ToUpperInvariant(), new string('a', 100_000) })
        {
            Assert.Equal(Check("esk_none"), Check(text));
        }
    }

    [Fact]
    public void Each_reason_to_refuse_is_told_apart_and_stands_in_the_trail()
    {
        DateTimeOffset now = _store.Clock.GetUtcNow();
        NewApiKey revoked = Keys.Create(new ApiKeyOptions { Name = "revoked" });
        Keys.Revoke(revoked.Info.Id, "leaked");
        NewApiKey disabled = Keys.Create(new ApiKeyOptions { Name = "disabled" });
        Keys.Set(disabled.Info.Id, new ApiKeyChanges { Enabled = false });
        NewApiKey early = Keys.Create(new ApiKeyOptions { Name = "early", NotBefore = now.AddHours(1) });
        NewApiKey late = Keys.Create(new ApiKeyOptions { Name = "late", ExpiresIn = TimeSpan.FromMinutes(1) });
        NewApiKey bound = Keys.Create(new ApiKeyOptions { Name = "bound", AllowedNetworks = ["10.0.0.0/8", "2001:db8::/32"] });
        NewApiKey narrow = Keys.Create(new ApiKeyOptions { Name = "narrow", Scopes = ["docs:read"] });
        _store.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ApiKeyRefusal.Revoked, Check(revoked.RevealKey()).Refusal);
        Assert.Equal(ApiKeyRefusal.Disabled, Check(disabled.RevealKey()).Refusal);
        Assert.Equal(ApiKeyRefusal.NotYetValid, Check(early.RevealKey()).Refusal);
        Assert.Equal(ApiKeyRefusal.Expired, Check(late.RevealKey()).Refusal);
        Assert.Equal(ApiKeyRefusal.AddressNotAllowed, Check(bound.RevealKey()).Refusal);
        Assert.Equal(ApiKeyRefusal.AddressNotAllowed, Check(bound.RevealKey(), new ApiKeyCheck { SourceAddress = IPAddress.Parse("11.0.0.1") }).Refusal);
        Assert.True(Check(bound.RevealKey(), new ApiKeyCheck { SourceAddress = IPAddress.Parse("10.9.8.7") }).IsValid);
        Assert.True(Check(bound.RevealKey(), new ApiKeyCheck { SourceAddress = IPAddress.Parse("::ffff:10.9.8.7") }).IsValid);
        Assert.True(Check(bound.RevealKey(), new ApiKeyCheck { SourceAddress = IPAddress.Parse("2001:db8::1") }).IsValid);
        Assert.Equal(ApiKeyRefusal.MissingScope, Check(narrow.RevealKey(), new ApiKeyCheck { RequiredScopes = ["docs:read", "docs:write"] }).Refusal);

        string[] reasons = [.. _store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.ApiKeyValidated, Result = AuditResult.Denied }).Select(entry => entry.Metadata.GetValueOrDefault("reason", "none"))];
        Assert.Equal(["Revoked", "Disabled", "NotYetValid", "Expired", "AddressNotAllowed", "AddressNotAllowed", "MissingScope"], reasons);
    }

    [Theory]
    [InlineData("*", "anything:at:all", true)]
    [InlineData("docs:*", "docs:read", true)]
    [InlineData("docs:*", "docs:read:own", true)]
    [InlineData("docs:*", "docs", false)]
    [InlineData("docs:*", "docsx:read", false)]
    [InlineData("*:read", "docs:read", true)]
    [InlineData("*:read", "docs:write", false)]
    [InlineData("read", "read", true)]
    [InlineData("READ", "read", true)]
    [InlineData("read", "read:users", false)]
    public void Scopes_have_wildcards(string scope, string asked, bool isValid)
    {
        NewApiKey key = Keys.Create(new ApiKeyOptions { Name = "ci", Scopes = [scope] });
        Assert.Equal(isValid, Check(key.RevealKey(), new ApiKeyCheck { RequiredScopes = [asked] }).IsValid);
        Assert.Equal(isValid, Check(key.RevealKey(), new ApiKeyCheck { AnyScope = ["never", asked] }).IsValid);
    }

    [Fact]
    public void A_wildcard_cannot_be_asked_for()
    {
        NewApiKey key = Keys.Create(new ApiKeyOptions { Name = "ci", Scopes = ["*"] });
        Assert.Equal("PermissionInvalid", Assert.Throws<InvalidInputException>(() => Check(key.RevealKey(), new ApiKeyCheck { RequiredScopes = ["*"] })).ErrorId);
    }

    [Fact]
    public void A_key_changes_while_it_lives_and_stays_as_it_is_once_revoked()
    {
        NewApiKey key = Keys.Create(new ApiKeyOptions { Name = "ci", Scopes = ["read"], ExpiresIn = TimeSpan.FromDays(1) });
        string id = key.Info.Id;
        Assert.Equal(["metrics:read", "read"], Keys.AddScopes(id, "metrics:read", "read").Scopes);
        Assert.Equal(["read"], Keys.RemoveScopes(id, "METRICS:read", "none").Scopes);
        ApiKeyInfo changed = Keys.Set(id, new ApiKeyChanges { Name = "new", NeverExpires = true, NoRateLimit = true, Tags = new Dictionary<string, string> { ["env"] = "prod" } });
        Assert.Equal(("new", null, null, null), (changed.Name, changed.ExpiresAt, changed.RateLimit, changed.RatePeriod));
        Assert.Equal(id, Assert.Single(Keys.List(new ApiKeyFilter { Name = "N*", Tags = new Dictionary<string, string> { ["env"] = "prod" } })).Id);

        ApiKeyInfo revoked = Keys.Revoke(id, "leaked");
        Assert.Equal((ApiKeyState.Revoked, "leaked"), (revoked.State, revoked.RevocationReason));
        Assert.Equal(revoked.RevokedAt, Keys.Revoke(id, "again").RevokedAt);
        Assert.Equal("ApiKeyIsRevoked", Assert.Throws<InvalidStateException>(() => Keys.RemoveScopes(id, "read")).ErrorId);
        Assert.Equal("ApiKeyIsRevoked", Assert.Throws<InvalidStateException>(() => Keys.Set(id, new ApiKeyChanges { Enabled = true })).ErrorId);
        Keys.Remove(id);
        Assert.Equal("ApiKeyNotFound", Assert.Throws<NotFoundException>(() => Keys.Get(id)).ErrorId);
        Assert.Equal(ApiKeyRefusal.Unknown, Check(key.RevealKey()).Refusal);
    }

    [Fact]
    public void A_key_from_elsewhere_is_taken_over_by_its_hash()
    {
        byte[] digest = SHA256.HashData("legacy-key-1"u8);
        ApiKeyInfo imported = Keys.Import(digest, new ApiKeyOptions { Name = "legacy", Scopes = ["read"] });
        Assert.Equal(imported.Id, Check("legacy-key-1", new ApiKeyCheck { RequiredScopes = ["read"] }).Id);
        Assert.False(Check(Convert.ToHexStringLower(digest)).IsValid);
        Assert.Equal("ApiKeyExists", Assert.Throws<AlreadyExistsException>(() => Keys.Import(digest, new ApiKeyOptions { Name = "again" })).ErrorId);
        Assert.Equal("ApiKeyHashInvalid", Assert.Throws<InvalidInputException>(() => Keys.Import(digest.AsSpan(1), new ApiKeyOptions { Name = "short" })).ErrorId);
    }

    [Fact]
    public void Many_keys_are_made_in_batches_each_with_its_entry()
    {
        string[] keys = [.. Keys.CreateMany(Enumerable.Range(0, 1201).Select(i => new ApiKeyOptions { Name = $"k{i}" })).Select(key => key.RevealKey())];
        Assert.Equal(1201, keys.Distinct().Count());
        Assert.Equal(1201, Keys.Count());
        Assert.True(Check(keys[1200]).IsValid);
        Assert.Equal(1201, _store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.ApiKeyGenerated }).Count());
    }

    [Theory]
    [InlineData("UPDATE record SET expires_at = NULL WHERE collection = 'api-key'")]
    [InlineData("UPDATE record SET state = 'active' WHERE collection = 'api-key'")]
    [InlineData("UPDATE record SET attributes = replace(attributes, 'read', '*') WHERE collection = 'api-key'")]
    [InlineData("UPDATE record SET attributes = replace(attributes, '1000', '9999') WHERE collection = 'api-key'")]
    public void An_edited_key_is_refused_with_an_error(string sql)
    {
        NewApiKey key = Keys.Create(new ApiKeyOptions { Name = "ci", Scopes = ["read"], ExpiresIn = TimeSpan.FromDays(1) });
        Keys.Set(key.Info.Id, new ApiKeyChanges { Enabled = false });
        Assert.Equal(1, _store.Tamper(sql));
        Assert.Throws<IntegrityException>(() => Check(key.RevealKey()));
    }

    [Fact]
    public void Bad_input_is_refused_by_name()
    {
        foreach ((ApiKeyOptions options, string id) in new (ApiKeyOptions, string)[]
        {
            (new() { Name = "" }, "NameInvalid"),
            (new() { Name = "x", Prefix = "a_b" }, "ApiKeyPrefixInvalid"),
            (new() { Name = "x", Scopes = ["a b"] }, "PermissionInvalid"),
            (new() { Name = "x", AllowedNetworks = ["10.0.0.1/8"] }, "ApiKeyNetworkInvalid"),
            (new() { Name = "x", AllowedNetworks = ["::ffff:10.0.0.1"] }, "ApiKeyNetworkInvalid"),
            (new() { Name = "x", AllowedNetworks = ["::ffff:10.0.0.0/104"] }, "ApiKeyNetworkInvalid"),
            (new() { Name = "x", RateLimit = 0 }, "ApiKeyLimitInvalid"),
            (new() { Name = "x", RatePeriod = TimeSpan.FromMilliseconds(5) }, "ApiKeyLimitInvalid"),
            (new() { Name = "x", ExpiresIn = TimeSpan.FromDays(-1) }, "ExpiryInvalid"),
        })
        {
            Assert.Equal(id, Assert.ThrowsAny<SecurityException>(() => Keys.Create(options)).ErrorId);
        }

        Assert.Equal(0, Keys.Count());
    }

    [Fact]
    public void An_end_that_no_date_can_say_is_refused_and_one_that_is_asked_for_takes_all()
    {
        ApiKeyInfo key = Keys.Create(new ApiKeyOptions { Name = "ci", ExpiresIn = TimeSpan.FromDays(1) }).Info;
        Assert.Equal("ExpiryTooFar", Assert.Throws<InvalidInputException>(() => Keys.Create(new ApiKeyOptions { Name = "x", ExpiresIn = TimeSpan.MaxValue })).ErrorId);
        Assert.Equal("ExpiryTooFar", Assert.Throws<InvalidInputException>(() => Keys.Set(key.Id, new ApiKeyChanges { ExpiresIn = TimeSpan.MaxValue })).ErrorId);
        Assert.Equal(key.Id, Assert.Single(Keys.List(new ApiKeyFilter { ExpiresWithin = TimeSpan.MaxValue })).Id);
    }

    [Fact]
    public void A_key_is_not_made_to_end_before_it_begins()
    {
        DateTimeOffset begin = _store.Clock.GetUtcNow().AddDays(7);
        ApiKeyInfo key = Keys.Create(new ApiKeyOptions { Name = "ci", NotBefore = begin }).Info;
        Assert.Equal("ExpiryInvalid", Assert.Throws<InvalidInputException>(() => Keys.Set(key.Id, new ApiKeyChanges { ExpiresIn = TimeSpan.FromDays(7) })).ErrorId);
        Assert.Equal(begin.AddDays(1), Keys.Set(key.Id, new ApiKeyChanges { ExpiresAt = begin.AddDays(1) }).ExpiresAt);
        Assert.Equal(begin, Keys.Set(key.Id, new ApiKeyChanges { ExpiresIn = TimeSpan.FromDays(7), NoNotBefore = true }).ExpiresAt);
    }

    [Fact]
    public void A_name_is_found_however_its_letters_are_composed()
    {
        string id = Keys.Create(new ApiKeyOptions { Name = "caf\u00e9" }).Id;
        foreach (string name in new[] { "caf\u00e9", "cafe\u0301", "CAFE\u0301", "c*e\u0301" }) Assert.Equal(id, Assert.Single(Keys.List(new ApiKeyFilter { Name = name })).Id);
        Assert.Empty(Keys.List(new ApiKeyFilter { Name = "caf\ud800*" }));
    }

    private ApiKeyValidation Check(string key, ApiKeyCheck? check = null) => Keys.Validate(Encoding.UTF8.GetBytes(key), check);
}
