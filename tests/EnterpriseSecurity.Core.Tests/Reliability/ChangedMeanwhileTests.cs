using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using Record = EnterpriseSecurity.Storage.Record;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>What somebody else changes between the look at a thing and the change that follows from it.</summary>
public sealed class ChangedMeanwhileTests : IDisposable
{
    private static readonly SecretReference Name = SecretReference.ByName("db");

    private readonly TemporaryStore _store = new();
    private readonly InterruptingClock _clock;

    public ChangedMeanwhileTests() => _clock = new InterruptingClock(_store.Clock);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_secret_that_is_brought_back_while_it_is_to_be_purged_stays()
    {
        RemoveDue();
        using EnterpriseSecurityManager other = OpenInterrupted(() => _store.Manager.Secrets.Recover(Name));

        Assert.Equal(0, other.Secrets.PurgeDue());
        Assert.Equal("x", SharedStore.Reveal(_store.Manager, "db"));
        SharedStore.AssertValid(_store.Manager);
    }

    [Theory]
    [InlineData(ApiKeyState.Revoked, 5, ApiKeyRefusal.Revoked)]
    [InlineData(ApiKeyState.Active, 1, ApiKeyRefusal.RateLimited)]
    public async Task A_request_is_judged_by_the_key_as_it_is_when_the_request_is_counted(ApiKeyState state, int limit, ApiKeyRefusal expected)
    {
        NewApiKey key = _store.Manager.ApiKeys.Create(new ApiKeyOptions { Name = "k", RateLimit = 5 });
        byte[] text = Encoding.ASCII.GetBytes(key.RevealKey());
        Assert.True(_store.Manager.ApiKeys.Validate(text).IsValid);
        using EnterpriseSecurityManager other = _store.Open();
        Task<ApiKeyValidation>? request = null;
        other.Store.Adjust(change =>
        {
            // It sees the key at once, and waits with its count for the end of this change.
            request = Task.Run(() => _store.Manager.ApiKeys.Validate(text));
            Thread.Sleep(200);
            Record record = change.Find(ApiKeyRecord.Collection, key.Id)!;
            return change.Update(ApiKeyRecord.With(record, ApiKeyRecord.Read(record) with { State = state, RateLimit = limit }));
        });

        Assert.Equal(expected, (await request!).Refusal);
    }

    [Fact]
    public async Task An_SSH_key_that_is_rotated_while_it_is_read_is_not_taken_for_one_that_was_tampered_with()
    {
        _store.Manager.SshKeys.Create("deploy");
        using EnterpriseSecurityManager other = _store.Open();
        SshKeyRotationOptions withoutBackup = new() { KeepBackup = false };
        Task rotations = Task.Run(() =>
        {
            for (int i = 0; i < 12; i++) other.SshKeys.Rotate("deploy", withoutBackup);
        });
        do
        {
            SshKeyValidation verdict = _store.Manager.SshKeys.Validate("deploy");
            Assert.True(verdict.IsValid, verdict.Reason);
            _store.Manager.SshKeys.Open("deploy").Dispose();
        }
        while (!rotations.IsCompleted);
        await rotations;
    }

    private void RemoveDue()
    {
        using (SecretValue value = SecretValue.FromText("x")) _store.Manager.Secrets.Protect("db", value);
        _store.Manager.Secrets.Remove(Name, TimeSpan.FromDays(2));
        _store.Clock.Advance(TimeSpan.FromDays(3));
    }

    private EnterpriseSecurityManager OpenInterrupted(Action interruption)
    {
        using KeyProtector protector = _store.Protector();
        EnterpriseSecurityManager other = EnterpriseSecurityManager.Open(_store.Path, protector, _clock);
        _clock.Interruption = interruption;
        return other;
    }

    /// <summary>A clock that does something when it is looked at next.</summary>
    private sealed class InterruptingClock(TimeProvider clock) : TimeProvider
    {
        public Action? Interruption { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            (Action? now, Interruption) = (Interruption, null);
            now?.Invoke();
            return clock.GetUtcNow();
        }
    }
}
