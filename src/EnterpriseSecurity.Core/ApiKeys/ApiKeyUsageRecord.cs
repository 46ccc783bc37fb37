using System.Globalization;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>How the use of an API key stands in the store's records.</summary>
internal static class ApiKeyUsageRecord
{
    /// <summary>The collection; the id is the key's.</summary>
    public const string Collection = "api-key-usage";

    private const int MostDays = 400;

    /// <summary>The use that a record tells of; none when it is null.</summary>
    public static ApiKeyUsage Read(Record? record, string id, string name)
    {
        if (record is null) return new ApiKeyUsage { Id = id, Name = name };
        JsonObject attributes = record.Attributes;
        Dictionary<ApiKeyRefusal, long> byResult = attributes["results"]!.AsObject().ToDictionary(pair => Enum.Parse<ApiKeyRefusal>(pair.Key), pair => pair.Value!.GetValue<long>());
        return new ApiKeyUsage
        {
            Id = id,
            Name = name,
            Accepted = byResult.GetValueOrDefault(ApiKeyRefusal.None),
            Refused = byResult.Where(pair => pair.Key != ApiKeyRefusal.None).Sum(pair => pair.Value),
            ByResult = byResult,
            ByDay = new SortedDictionary<DateOnly, long>(attributes["days"]!.AsObject().ToDictionary(
                pair => DateOnly.ParseExact(pair.Key, "yyyy-MM-dd", CultureInfo.InvariantCulture), pair => pair.Value!.GetValue<long>())),
            LastUsedAt = attributes["lastUsedAt"] is { } last ? DateTimeOffset.FromUnixTimeMilliseconds(last.GetValue<long>()) : null,
            LastAddress = attributes["lastAddress"]?.GetValue<string>(),
        };
    }

    /// <summary>Adds uses of one key to its record, or begins one.</summary>
    public static Record Add(Record? record, string id, IEnumerable<ApiKeyUse> uses, DateTimeOffset now)
    {
        ApiKeyUsage before = Read(record, id, id);
        Dictionary<ApiKeyRefusal, long> results = new(before.ByResult);
        SortedDictionary<DateOnly, long> days = new(before.ByDay.ToDictionary());
        DateTimeOffset? last = before.LastUsedAt;
        string? address = before.LastAddress;
        foreach (ApiKeyUse use in uses)
        {
            results[use.Refusal] = results.GetValueOrDefault(use.Refusal) + 1;
            if (use.Refusal != ApiKeyRefusal.None) continue;
            DateOnly day = DateOnly.FromDateTime(use.At.UtcDateTime);
            days[day] = days.GetValueOrDefault(day) + 1;
            if (last is not null && use.At < last) continue;
            last = use.At;
            address = use.Address?.ToString() ?? address;
        }

        while (days.Count > MostDays) days.Remove(days.Keys.First());
        JsonObject attributes = new()
        {
            ["results"] = new JsonObject(results.OrderBy(pair => pair.Key).Select(pair => KeyValuePair.Create(pair.Key.ToString(), (JsonNode?)pair.Value))),
            ["days"] = new JsonObject(days.Select(pair => KeyValuePair.Create(pair.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (JsonNode?)pair.Value))),
        };
        if (last is not null) attributes["lastUsedAt"] = last.Value.ToUnixTimeMilliseconds();
        if (address is not null) attributes["lastAddress"] = address;
        return (record ?? new Record { Collection = Collection, Id = id, CreatedAt = now }) with { Attributes = attributes };
    }
}
