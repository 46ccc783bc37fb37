using System.Globalization;
using System.Text.Json;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>
/// What a key has used of its limits, as one record: both windows, and the quota. It changes with each request of a key
/// that has limits, in a transaction of its own, and so is exact across processes.
/// </summary>
internal sealed class ApiKeyLimits
{
    /// <summary>The collection; the id is the key's.</summary>
    public const string Collection = "api-key-limit";

    private const string Rate = "rate";
    private const string Burst = "burst";
    private const string QuotaBegan = "quotaBegan";
    private const string QuotaUsed = "quotaUsed";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ApiKeyInfo _key;
    private readonly DateTimeOffset _now;
    private readonly RateWindow? _rate;
    private readonly RateWindow? _burst;
    private readonly DateTimeOffset _quotaBegan;
    private long _quotaUsed;

    /// <summary>Reads the state out of its record.</summary>
    /// <param name="key">The key, with its limits.</param>
    /// <param name="record">The record; null before the first request.</param>
    /// <param name="now">The moment.</param>
    public ApiKeyLimits(ApiKeyInfo key, Record? record, DateTimeOffset now)
    {
        _key = key;
        _now = now;
        _quotaBegan = now;
        byte[] rate = [];
        byte[] burst = [];
        // It is read for every request, and an object of the attributes takes longer than the rest of that.
        Utf8JsonReader state = record is null ? default : record.ReadAttributes();
        while (record is not null && state.Read() && state.TokenType == JsonTokenType.PropertyName)
        {
            string name = state.GetString()!;
            state.Read();
            switch (name)
            {
                case Rate: rate = state.GetBytesFromBase64(); break;
                case Burst: burst = state.GetBytesFromBase64(); break;
                case QuotaBegan: _quotaBegan = DateTimeOffset.FromUnixTimeMilliseconds(state.GetInt64()); break;
                case QuotaUsed: _quotaUsed = state.GetInt64(); break;
                default: state.Skip(); break;
            }
        }

        if (key.RateLimit is { } limit) _rate = new RateWindow(limit, key.RatePeriod!.Value, rate);
        if (key.Burst is { } most) _burst = new RateWindow(most, Second, burst);
        if (key.QuotaPeriod is { } period && now >= _quotaBegan + period)
        {
            _quotaBegan = now;
            _quotaUsed = 0;
        }
    }

    /// <summary>True when a key has any limit, so that its requests have to be counted before they pass.</summary>
    public static bool Apply(ApiKeyInfo key) => key.RateLimit is not null || key.Burst is not null || key.Quota is not null;

    /// <summary>Requests that can pass now.</summary>
    public long? Remaining
    {
        get
        {
            long? rate = _rate?.Remaining(_now);
            long? quota = _key.Quota is { } all ? Math.Max(0, all - _quotaUsed) : null;
            return rate is null ? quota : quota is null ? rate : Math.Min(rate.Value, quota.Value);
        }
    }

    /// <summary>When all of the rate limit is free again, or null.</summary>
    public DateTimeOffset? ResetAt => _rate?.AllFree(_now);

    /// <summary>What stands against a request now, and how long; null when nothing does.</summary>
    public (ApiKeyRefusal Refusal, TimeSpan? RetryAfter)? Obstacle
    {
        get
        {
            bool isUsedUp = _quotaUsed >= _key.Quota;
            if (isUsedUp && _key.QuotaPeriod is null) return (ApiKeyRefusal.QuotaExhausted, null);
            // All that stands against it has to be over.
            DateTimeOffset free = isUsedUp ? _quotaBegan + _key.QuotaPeriod!.Value : _now;
            foreach (RateWindow? window in new[] { _rate, _burst })
            {
                if (window?.NextFree(_now) is { } next && next > free) free = next;
            }

            return free == _now ? null : (isUsedUp ? ApiKeyRefusal.QuotaExhausted : ApiKeyRefusal.RateLimited, free - _now);
        }
    }

    /// <summary>Counts one request; the caller has looked at <see cref="Obstacle"/>.</summary>
    public void Take()
    {
        _rate?.TryTake(_now);
        _burst?.TryTake(_now);
        _quotaUsed++;
    }

    /// <summary>The state for the record, as the text of a JSON object: none of its values needs an escape.</summary>
    public string ToAttributes()
    {
        List<string> members = [];
        if (_rate is not null) members.Add($"\"{Rate}\":\"{Convert.ToBase64String(_rate.Write())}\"");
        if (_burst is not null) members.Add($"\"{Burst}\":\"{Convert.ToBase64String(_burst.Write())}\"");
        if (_key.Quota is not null)
        {
            members.Add(string.Create(CultureInfo.InvariantCulture, $"\"{QuotaBegan}\":{_quotaBegan.ToUnixTimeMilliseconds()}"));
            members.Add(string.Create(CultureInfo.InvariantCulture, $"\"{QuotaUsed}\":{_quotaUsed}"));
        }

        return $"{{{string.Join(',', members)}}}";
    }

    /// <summary>The words for a refusal.</summary>
    public string Explain(ApiKeyRefusal refusal) => refusal == ApiKeyRefusal.QuotaExhausted
        ? string.Create(CultureInfo.InvariantCulture, $"The quota of {_key.Quota} requests is used up.")
        : string.Create(CultureInfo.InvariantCulture, $"The limit of {(_rate?.Remaining(_now) == 0 ? $"{_key.RateLimit} requests in {_key.RatePeriod}" : $"{_key.Burst} requests a second")} is reached.");
}
