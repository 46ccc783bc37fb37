using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Secrets;

public sealed class SecretManyTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private SecretManager Secrets => _store.Manager.Secrets;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Many_come_in_the_order_in_which_they_were_asked_for_each_with_its_entry()
    {
        Protect(250);
        SecretReading[] readings = [.. Secrets.UnprotectMany(Enumerable.Range(0, 250).Reverse().Select(i => SecretReference.ByName($"s{i}")))];
        Assert.Equal(Enumerable.Range(0, 250).Reverse().Select(i => $"value {i}"), readings.Select(one => one.Value!.RevealText()));
        AuditEntry[] entries = Opened();
        Assert.Equal(Enumerable.Range(0, 250).Reverse().Select(i => $"s{i}"), entries.Select(entry => entry.Resource));
        Assert.All(entries, entry => Assert.Equal((AuditResult.Success, "1"), (entry.Result, entry.Metadata["version"])));
        Assert.True(_store.Manager.Audit.Verify().IsValid);
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void One_that_is_refused_stops_none_of_the_others_and_leaves_its_own_entry()
    {
        Protect(2);
        using (SecretValue value = SecretValue.FromText("old")) Secrets.Protect("gone", value, new SecretOptions { ExpiresIn = TimeSpan.FromMinutes(1) });
        _store.Clock.Advance(TimeSpan.FromMinutes(2));
        SecretReading[] readings = [.. Secrets.UnprotectMany([SecretReference.ByName("s0"), SecretReference.ByName("none"), SecretReference.ByName("gone"), SecretReference.ByName("s1")])];
        Assert.Equal([null, "SecretNotFound", "SecretExpired", null], readings.Select(one => one.Error?.ErrorId));
        Assert.Equal(["value 0", null, null, "value 1"], readings.Select(one => one.Value?.RevealText()));
        Assert.Equal([("none", AuditResult.Failure), ("gone", AuditResult.Denied)], Opened().Where(entry => entry.Result != AuditResult.Success).Select(entry => (entry.Resource, entry.Result)));
        Assert.DoesNotContain("value", readings[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_value_leaves_before_the_entries_of_its_hundred_and_those_that_nobody_takes_are_wiped()
    {
        Protect(150);
        using (IEnumerator<SecretReading> readings = Secrets.UnprotectMany(Enumerable.Range(0, 150).Select(i => SecretReference.ByName($"s{i}"))).GetEnumerator())
        {
            Assert.True(readings.MoveNext());
            Assert.Equal(100, Opened().Length);
        }

        Assert.Equal(100, Opened().Length);
    }

    private AuditEntry[] Opened() => [.. _store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.SecretDecrypted })];

    private void Protect(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using SecretValue value = SecretValue.FromText($"value {i}");
            Secrets.Protect($"s{i}", value);
        }
    }
}
