using System.Text.Json.Nodes;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>How API keys stand in the store's records: all in the columns that are sealed but not encrypted, the key as a keyed hash.</summary>
internal static class ApiKeyRecord
{
    /// <summary>The collection; the id is the key's public one.</summary>
    public const string Collection = "api-key";

    private const string Hash = "hash";

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
        if (key.UserId is not null) attributes["userId"] = key.UserId;
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
    public static byte[] HashOf(Record record) => Convert.FromBase64String(record.Attributes[Hash]!.GetValue<string>());

    /// <summary>What is known of the key in a record.</summary>
    public static ApiKeyInfo Read(Record record)
    {
        JsonObject attributes = record.Attributes;
        return new ApiKeyInfo
        {
            Id = record.Id,
            Prefix = attributes["prefix"]?.GetValue<string>(),
            Name = record.Name!,
            UserId = attributes["userId"]?.GetValue<string>(),
            Scopes = Texts(attributes["scopes"]),
            State = States.First(state => state.Value == record.State).Key,
            CreatedAt = record.CreatedAt,
            NotBefore = Time(attributes["notBefore"]),
            ExpiresAt = record.ExpiresAt,
            RevokedAt = Time(attributes["revokedAt"]),
            RevocationReason = attributes["reason"]?.GetValue<string>(),
            RateLimit = attributes["rateLimit"]?.GetValue<int>(),
            RatePeriod = Span(attributes["ratePeriod"]),
            Burst = attributes["burst"]?.GetValue<int>(),
            Quota = attributes["quota"]?.GetValue<long>(),
            QuotaPeriod = Span(attributes["quotaPeriod"]),
            AllowedNetworks = Texts(attributes["networks"]),
            Tags = record.Tags,
        };
    }

    private static IReadOnlyList<string> Texts(JsonNode? node) => node is JsonArray array ? [.. array.Select(one => one!.GetValue<string>())] : [];

    private static DateTimeOffset? Time(JsonNode? node) => node is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(node.GetValue<long>());

    private static TimeSpan? Span(JsonNode? node) => node is null ? null : TimeSpan.FromMilliseconds(node.GetValue<long>());
}
