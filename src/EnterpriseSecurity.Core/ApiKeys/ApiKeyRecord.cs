using System.Text.Json;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>How API keys stand in the store's records: all in the columns that are sealed but not encrypted, the key as a keyed hash.</summary>
internal static class ApiKeyRecord
{
    /// <summary>The collection; the id is the key's public one.</summary>
    public const string Collection = "api-key";

    private const string Hash = "hash";
    private const string User = "userId";

    private static readonly Dictionary<ApiKeyState, string> States = new() { [ApiKeyState.Active] = "active", [ApiKeyState.Disabled] = "disabled", [ApiKeyState.Revoked] = "revoked" };

    /// <summary>The record of a key.</summary>
    /// <param name="key">What is known of the key.</param>
    /// <param name="hash">The keyed hash of its text.</param>
    public static Record Create(ApiKeyInfo key, ReadOnlySpan<byte> hash) => With(
        new Record { Collection = Collection, Id = key.Id, HoldsName = false, CreatedAt = key.CreatedAt, Attributes = new JsonObject { [Hash] = Convert.ToBase64String(hash) } },
        key);

    /// <summary>A record with what is known of its key now.</summary>
    public static Record With(Record record, ApiKeyInfo key)
    {
        JsonObject attributes = new() { [Hash] = record.Attributes[Hash]!.GetValue<string>() };
        attributes["scopes"] = new JsonArray([.. key.Scopes.Select(scope => JsonValue.Create(scope))]);
        if (key.Prefix is not null) attributes["prefix"] = key.Prefix;
        if (key.UserId is not null) attributes[User] = key.UserId;
        if (key.NotBefore is { } begin) attributes["notBefore"] = begin.ToUnixTimeMilliseconds();
        if (key.RevokedAt is { } revoked) attributes["revokedAt"] = revoked.ToUnixTimeMilliseconds();
        if (key.RevocationReason is not null) attributes["reason"] = key.RevocationReason;
        if (key.RateLimit is { } limit)
        {
            attributes["rateLimit"] = limit;
            attributes["ratePeriod"] = (long)key.RatePeriod!.Value.TotalMilliseconds;
        }

        if (key.Burst is { } burst) attributes["burst"] = burst;
        if (key.Quota is { } quota) attributes["quota"] = quota;
        if (key.QuotaPeriod is { } refill) attributes["quotaPeriod"] = (long)refill.TotalMilliseconds;
        if (key.AllowedNetworks.Count > 0) attributes["networks"] = new JsonArray([.. key.AllowedNetworks.Select(network => JsonValue.Create(network))]);
        return record with { Name = key.Name, State = States[key.State], ExpiresAt = key.ExpiresAt, Tags = key.Tags, Attributes = attributes };
    }

    /// <summary>The keyed hash of the key's text.</summary>
    public static byte[] HashOf(Record record) => Convert.FromBase64String(record.TextOf(Hash)!);

    /// <summary>The user that a key is bound to, or null.</summary>
    public static string? UserOf(Record record) => record.TextOf(User);

    /// <summary>What is known of the key in a record.</summary>
    public static ApiKeyInfo Read(Record record)
    {
        string? prefix = null, user = null, reason = null;
        long? notBefore = null, revokedAt = null, rateLimit = null, ratePeriod = null, burst = null, quota = null, quotaPeriod = null;
        IReadOnlyList<string> scopes = [], networks = [];
        // Read for every check of a key that is not in memory: an object of the attributes takes several times as long.
        Utf8JsonReader text = record.ReadAttributes();
        while (text.Read() && text.TokenType == JsonTokenType.PropertyName)
        {
            string name = text.GetString()!;
            text.Read();
            switch (name)
            {
                case "scopes": scopes = Texts(ref text); break;
                case "networks": networks = Texts(ref text); break;
                case "prefix": prefix = text.GetString(); break;
                case User: user = text.GetString(); break;
                case "reason": reason = text.GetString(); break;
                case "notBefore": notBefore = text.GetInt64(); break;
                case "revokedAt": revokedAt = text.GetInt64(); break;
                case "rateLimit": rateLimit = text.GetInt64(); break;
                case "ratePeriod": ratePeriod = text.GetInt64(); break;
                case "burst": burst = text.GetInt64(); break;
                case "quota": quota = text.GetInt64(); break;
                case "quotaPeriod": quotaPeriod = text.GetInt64(); break;
                default: text.Skip(); break;
            }
        }

        return new ApiKeyInfo
        {
            Id = record.Id,
            Prefix = prefix,
            Name = record.Name!,
            UserId = user,
            Scopes = scopes,
            State = States.First(state => state.Value == record.State).Key,
            CreatedAt = record.CreatedAt,
            NotBefore = Time(notBefore),
            ExpiresAt = record.ExpiresAt,
            RevokedAt = Time(revokedAt),
            RevocationReason = reason,
            RateLimit = (int?)rateLimit,
            RatePeriod = Span(ratePeriod),
            Burst = (int?)burst,
            Quota = quota,
            QuotaPeriod = Span(quotaPeriod),
            AllowedNetworks = networks,
            Tags = record.Tags,
        };
    }

    private static IReadOnlyList<string> Texts(ref Utf8JsonReader text)
    {
        List<string> texts = [];
        while (text.Read() && text.TokenType == JsonTokenType.String) texts.Add(text.GetString()!);
        // Whoever is given it may not change what is kept in memory.
        return texts.AsReadOnly();
    }

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    private static TimeSpan? Span(long? milliseconds) => milliseconds is { } length ? TimeSpan.FromMilliseconds(length) : null;
}
