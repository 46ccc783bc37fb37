namespace EnterpriseSecurity.ApiKeys;

/// <summary>An API key as it was made: the only time that the key itself is to be had.</summary>
public sealed class NewApiKey : SecretBearer
{
    private readonly string _key;

    internal NewApiKey(ApiKeyInfo info, string key)
    {
        Info = info;
        _key = key;
    }

    /// <summary>All that stays known of it.</summary>
    public ApiKeyInfo Info { get; }

    /// <summary>The public id.</summary>
    public string Id => Info.Id;

    /// <summary>What the key is for.</summary>
    public string Name => Info.Name;

    /// <summary>Who it acts for, or null.</summary>
    public string? UserId => Info.UserId;

    /// <summary>What it may be used for.</summary>
    public IReadOnlyList<string> Scopes => Info.Scopes;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt => Info.CreatedAt;

    /// <summary>When it ends, or null.</summary>
    public DateTimeOffset? ExpiresAt => Info.ExpiresAt;

    /// <summary>Null: it was not used yet.</summary>
    public DateTimeOffset? LastUsedAt => Info.LastUsedAt;

    /// <summary>Requests in any period of the rate limit; null for no limit.</summary>
    public int? RateLimit => Info.RateLimit;

    /// <summary>True: a new key is accepted, within its dates.</summary>
    public bool Enabled => Info.Enabled;

    /// <summary>The key. It is text because it is going to be sent to whoever shall use it, and cannot be wiped.</summary>
    public string RevealKey() => _key;

    /// <summary>The id, never the key.</summary>
    public override string ToString() => $"NewApiKey ({Info.Id})";
}
