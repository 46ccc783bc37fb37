using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.ApiKeys;

public sealed class ApiKeyLimitTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private ApiKeyManager Keys => _store.Manager.ApiKeys;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_limit_lets_exactly_so_many_through_and_slides()
    {
        NewApiKey key = Create(new() { Name = "k", RateLimit = 3, RatePeriod = TimeSpan.FromMinutes(1) });
        Assert.True(Check(key).IsValid);
        Advance(20);
        Assert.True(Check(key).IsValid);
        Assert.True(Check(key).IsValid);
        ApiKeyValidation refused = Check(key);
        Assert.Equal((ApiKeyRefusal.RateLimited, 0L), (refused.Refusal, refused.Remaining));
        Assert.Equal(TimeSpan.FromSeconds(40) + TimeSpan.FromMilliseconds(1), refused.RetryAfter);
        _store.Clock.Advance(refused.RetryAfter!.Value);
        Assert.True(Check(key).IsValid);
        Assert.False(Check(key).IsValid);
        Advance(21);
        Assert.True(Check(key).IsValid);
        Assert.True(Check(key).IsValid);
        Assert.False(Check(key).IsValid);
    }

    [Fact]
    public void What_was_used_outlives_the_session_and_a_clock_that_is_put_back_gives_nothing_free()
    {
        NewApiKey key = Create(new() { Name = "k", RateLimit = 2, RatePeriod = TimeSpan.FromMinutes(1) });
        Check(key);
        Check(key);
        _store.Reopen();
        Assert.False(Check(key).IsValid);
        Advance(-3600);
        Assert.False(Check(key).IsValid);
        Advance(3600 + 61);
        Assert.True(Check(key).IsValid);
    }

    [Fact]
    public void A_burst_is_a_limit_a_second()
    {
        NewApiKey key = Create(new() { Name = "k", RateLimit = 100, Burst = 2 });
        Assert.Equal([true, true, false], new[] { Check(key).IsValid, Check(key).IsValid, Check(key).IsValid });
        _store.Clock.Advance(TimeSpan.FromMilliseconds(1001));
        Assert.True(Check(key).IsValid);
        Assert.Equal(97, Keys.GetLimits(key.Info.Id).Remaining);
    }

    [Fact]
    public void Who_waits_as_long_as_is_said_passes_whichever_limits_are_reached()
    {
        NewApiKey burst = Create(new() { Name = "burst", RateLimit = 2, RatePeriod = TimeSpan.FromSeconds(10), Burst = 1 });
        Assert.True(Check(burst).IsValid);
        _store.Clock.Advance(TimeSpan.FromMilliseconds(9900));
        Assert.True(Check(burst).IsValid);
        Wait(burst);

        NewApiKey quota = Create(new() { Name = "quota", RateLimit = 2, RatePeriod = TimeSpan.FromMinutes(10), Quota = 2, QuotaPeriod = TimeSpan.FromMinutes(1) });
        Assert.True(Check(quota).IsValid);
        Assert.True(Check(quota).IsValid);
        Wait(quota);

        void Wait(NewApiKey key)
        {
            ApiKeyValidation refused = Check(key);
            Assert.False(refused.IsValid);
            Assert.Equal(refused.RetryAfter, Keys.GetLimits(key.Id).RetryAfter);
            _store.Clock.Advance(refused.RetryAfter!.Value);
            Assert.True(Check(key).IsValid);
        }
    }

    [Fact]
    public void A_quota_ends_and_is_refilled()
    {
        NewApiKey key = Create(new() { Name = "k", RateLimit = null, Quota = 2, QuotaPeriod = TimeSpan.FromDays(1) });
        Assert.Equal(1, Check(key).Remaining);
        Advance(3600);
        Assert.Equal(0, Check(key).Remaining);
        ApiKeyValidation refused = Check(key);
        Assert.Equal((ApiKeyRefusal.QuotaExhausted, TimeSpan.FromHours(23)), (refused.Refusal, refused.RetryAfter));
        Advance(23 * 3600);
        Assert.True(Check(key).IsValid);
        NewApiKey once = Create(new() { Name = "once", RateLimit = null, Quota = 1 });
        Assert.True(Check(once).IsValid);
        Assert.Null(Check(once).RetryAfter);
    }

    [Fact]
    public void A_reset_gives_all_back_to_one_key_or_to_all()
    {
        NewApiKey one = Create(new() { Name = "a", RateLimit = 1 });
        NewApiKey other = Create(new() { Name = "b", RateLimit = 1 });
        foreach (NewApiKey key in new[] { one, other })
        {
            Check(key);
            Assert.False(Keys.GetLimits(key.Info.Id).IsValid);
        }

        Keys.ResetLimits(one.Info.Id);
        Assert.True(Check(one).IsValid);
        Assert.False(Check(other).IsValid);
        Keys.ResetLimits();
        Assert.True(Check(one).IsValid);
        Assert.True(Check(other).IsValid);
        Assert.Equal("ApiKeyNotFound", Assert.Throws<NotFoundException>(() => Keys.ResetLimits("none")).ErrorId);
    }

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(7, 10_000)]
    [InlineData(128, 60_000)]
    [InlineData(1_000, 60_000)]
    [InlineData(129, 1_000)]
    public void No_window_anywhere_holds_more_than_the_limit(int limit, int milliseconds)
    {
        Random random = new(limit);
        TimeSpan period = TimeSpan.FromMilliseconds(milliseconds);
        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddDays(20_000);
        byte[] state = [];
        Queue<DateTimeOffset> passed = new();
        int taken = 0;
        for (int i = 0; i < 20_000; i++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(0, 3 * milliseconds / limit / 2 + 2));
            RateWindow window = new(limit, period, state);
            bool hadRoom = window.Remaining(now) > 0;
            Assert.Equal(hadRoom, window.TryTake(now));
            state = window.Write();
            Assert.True(state.Length <= 12 * 130);
            if (!hadRoom)
            {
                // What it says of the next free moment holds.
                DateTimeOffset free = window.NextFree(now);
                Assert.True(free > now);
                Assert.Equal(0, new RateWindow(limit, period, state).Remaining(free.AddMilliseconds(-1)));
                Assert.True(new RateWindow(limit, period, state).Remaining(free) > 0);
                continue;
            }

            taken++;
            while (passed.Count > 0 && passed.Peek() <= now - period) passed.Dequeue();
            passed.Enqueue(now);
            Assert.True(passed.Count <= limit, $"{passed.Count} passed in one window at step {i}");
        }

        Assert.True(taken > 5_000);
    }

    private NewApiKey Create(ApiKeyOptions options) => Keys.Create(options);

    private ApiKeyValidation Check(NewApiKey key) => Keys.Validate(Encoding.ASCII.GetBytes(key.RevealKey()));

    private void Advance(int seconds) => _store.Clock.Advance(TimeSpan.FromSeconds(seconds));
}
