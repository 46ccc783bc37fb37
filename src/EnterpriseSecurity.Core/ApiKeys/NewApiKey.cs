namespace EnterpriseSecurity.ApiKeys;

/// <summary>An API key as it was made: the only time that the key itself is to be had.</summary>
public sealed class NewApiKey
{
    internal NewApiKey(ApiKeyInfo info, string key)
    {
        Info = info;
        Key = key;
    }

    /// <summary>All that stays known of it.</summary>
    public ApiKeyInfo Info { get; }

    /// <summary>The key. It is text because it is going to be sent to whoever shall use it, and cannot be wiped.</summary>
    public string Key { get; }

    /// <summary>The id, never the key.</summary>
    public override string ToString() => $"NewApiKey ({Info.Id})";
}
