using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.ApiKeys;

/// <summary>A key that is in memory is the one in the store, whoever has changed it.</summary>
public sealed class ApiKeyMemoryTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, 1000)]
    [InlineData(true, null)]
    [InlineData(true, 1000)]
    public void A_change_holds_from_the_next_check_on(bool byAnother, int? limit)
    {
        using EnterpriseSecurityManager other = _store.Open();
        ApiKeyManager editor = byAnother ? other.ApiKeys : _store.Manager.ApiKeys;
        NewApiKey key = _store.Manager.ApiKeys.Create(new() { Name = "k", RateLimit = limit, Scopes = ["docs:read"] });
        ApiKeyCheck check = new() { RequiredScopes = ["docs:write"] };
        Assert.Equal(ApiKeyRefusal.MissingScope, Check(key, check));
        editor.AddScopes(key.Info.Id, "docs:write");
        Assert.Equal(ApiKeyRefusal.None, Check(key, check));
        editor.Set(key.Info.Id, new ApiKeyChanges { Enabled = false });
        Assert.Equal(ApiKeyRefusal.Disabled, Check(key, check));
        editor.Set(key.Info.Id, new ApiKeyChanges { Enabled = true, RateLimit = 1, RatePeriod = TimeSpan.FromHours(1) });
        editor.ResetLimits(key.Info.Id);
        Assert.Equal([ApiKeyRefusal.None, ApiKeyRefusal.RateLimited], new[] { Check(key, check), Check(key, check) });
        editor.Set(key.Info.Id, new ApiKeyChanges { NoRateLimit = true });
        Assert.Equal(ApiKeyRefusal.None, Check(key, check));
        editor.Revoke(key.Info.Id);
        Assert.Equal(ApiKeyRefusal.Revoked, Check(key, check));
        editor.Remove(key.Info.Id);
        Assert.Equal(ApiKeyRefusal.Unknown, Check(key, check));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1000)]
    public void A_key_in_memory_does_not_answer_for_another_secret_with_its_id(int? limit)
    {
        NewApiKey key = _store.Manager.ApiKeys.Create(new() { Name = "k", RateLimit = limit });
        Assert.Equal(ApiKeyRefusal.None, Check(key));
        _store.Manager.ApiKeys.Import(System.Security.Cryptography.SHA256.HashData("other"u8), new() { Name = "imported", RateLimit = limit });
        byte[] forged = Encoding.ASCII.GetBytes(key.RevealKey());
        forged[^7] = forged[^7] == 'a' ? (byte)'b' : (byte)'a';
        ApiKeyText.WriteChecksum(forged.AsSpan(0, forged.Length - 6), forged.AsSpan(forged.Length - 6));
        Assert.Equal(key.Info.Id, ApiKeyText.FindId(forged));
        Assert.Equal(ApiKeyRefusal.Unknown, _store.Manager.ApiKeys.Validate(forged).Refusal);
        Assert.Equal(ApiKeyRefusal.None, _store.Manager.ApiKeys.Validate("other"u8).Refusal);
        Assert.Equal(ApiKeyRefusal.Unknown, _store.Manager.ApiKeys.Validate(new byte[5000]).Refusal);
    }

    [Fact]
    public void It_ends_while_it_is_in_memory()
    {
        NewApiKey key = _store.Manager.ApiKeys.Create(new() { Name = "k", RateLimit = null, ExpiresIn = TimeSpan.FromMinutes(1) });
        Assert.Equal(ApiKeyRefusal.None, Check(key));
        _store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ApiKeyRefusal.Expired, Check(key));
    }

    [Fact]
    public void What_else_is_written_leaves_it_as_it_is()
    {
        NewApiKey key = _store.Manager.ApiKeys.Create(new() { Name = "k", RateLimit = 3 });
        Assert.Equal(ApiKeyRefusal.None, Check(key));
        using (SecretValue value = SecretValue.FromText("x")) _store.Manager.Secrets.Protect("s", value);
        Assert.Equal(ApiKeyRefusal.None, Check(key));
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    private ApiKeyRefusal Check(NewApiKey key, ApiKeyCheck? check = null) => _store.Manager.ApiKeys.Validate(Encoding.ASCII.GetBytes(key.RevealKey()), check).Refusal;
}
