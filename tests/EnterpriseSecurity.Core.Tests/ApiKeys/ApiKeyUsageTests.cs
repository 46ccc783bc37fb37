using System.Net;
using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.ApiKeys;

public sealed class ApiKeyUsageTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private ApiKeyManager Keys => _store.Manager.ApiKeys;

    private string Folder => Path.Combine(_store.Path, "usage");

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task No_line_goes_into_a_file_that_another_process_has_just_taken_away()
    {
        string folder = Path.Combine(_store.Path, "other");
        ApiKeyUsageJournal journal = new(folder, _store.Manager.Store.Keys);
        using CancellationTokenSource done = new();
        Task other = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                foreach (string path in journal.List())
                {
                    using FileStream? file = ApiKeyUsageJournal.TryOpen(path);
                    if (file is { Length: 0 }) File.Delete(path);
                }
            }
        });
        for (int i = 0; i < 5_000; i++)
        {
            journal.Append(new ApiKeyUse("abcdefghijkl", _store.Clock.GetUtcNow(), ApiKeyRefusal.None, null));
            journal.End();
            File.Delete(Assert.Single(journal.List()));
        }

        await done.CancelAsync();
        await other;
    }

    [Fact]
    public void Uses_are_told_by_result_day_and_address()
    {
        NewApiKey key = Keys.Create(new ApiKeyOptions { Name = "ci", Scopes = ["read"] });
        Use(key, 3, "10.0.0.1");
        _store.Clock.Advance(TimeSpan.FromDays(1));
        Use(key, 2, "2001:db8::1");
        Keys.Validate(Encoding.ASCII.GetBytes(key.RevealKey()), new ApiKeyCheck { RequiredScopes = ["write"] });

        ApiKeyUsage usage = Keys.GetUsage(key.Info.Id);

        Assert.Equal((5L, 1L, 6L), (usage.Accepted, usage.Refused, usage.Total));
        Assert.Equal(1, usage.ByResult[ApiKeyRefusal.MissingScope]);
        Assert.Equal([3L, 2L], usage.ByDay.Values);
        Assert.Equal((_store.Clock.GetUtcNow(), "2001:db8::1"), (usage.LastUsedAt, usage.LastAddress));
        Assert.Equal((5L, usage.LastUsedAt), (Keys.Get(key.Info.Id).UsageCount, Keys.List()[0].LastUsedAt));
        AuditEntry accepted = Assert.Single(_store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.ApiKeyValidated, Result = AuditResult.Success }));
        Assert.Equal("5", accepted.Metadata["count"]);
        Assert.Empty(Directory.EnumerateFiles(Folder));
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void Counts_of_a_process_that_died_are_taken_over_and_nothing_is_counted_twice()
    {
        NewApiKey key = Keys.Create(new ApiKeyOptions { Name = "ci" });
        LeaveJournal(key, 4);
        Use(key, 1);
        string journal = Directory.EnumerateFiles(Folder).First(path => ApiKeyUsageJournal.TryOpen(path) is { } file && Close(file));
        Assert.True(OwnerOnlyFile.IsOwnerOnly(journal));
        byte[] left = File.ReadAllBytes(journal);
        Assert.Equal(5, Keys.GetUsage(key.Info.Id).Accepted);

        // As a crash between the counting and the removal of the file leaves it.
        File.WriteAllBytes(journal, left);
        _store.Manager.Store.Adjust(change => change.Insert(new EnterpriseSecurity.Storage.Record { Collection = "api-key-counted", Id = Path.GetFileNameWithoutExtension(journal), CreatedAt = _store.Clock.GetUtcNow() }, []));
        Assert.Equal(5, Keys.GetUsage(key.Info.Id).Accepted);
        Assert.False(File.Exists(journal));
    }

    [Fact]
    public void Lines_that_someone_else_wrote_do_not_count_and_are_told_of()
    {
        NewApiKey key = Keys.Create(new ApiKeyOptions { Name = "ci" });
        LeaveJournal(key, 3);
        byte[] lines = File.ReadAllBytes(Assert.Single(Directory.EnumerateFiles(Folder)));
        Assert.Equal(3, Keys.GetUsage(key.Info.Id).Accepted);

        // The first line repeated, one flipped, and a half one: under a name that was never counted.
        byte[] edited = [.. lines[..64], .. lines[..64], .. lines[64..128], .. lines[..10]];
        edited[130] ^= 1;
        File.WriteAllBytes(Path.Combine(Folder, Guid.NewGuid().ToString("N") + ".use"), edited);
        Assert.Equal(3, Keys.GetUsage(key.Info.Id).Accepted);
        Assert.Equal("3", Assert.Single(_store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.ApiKeyUsageDamaged })).Metadata["lines"]);
    }

    // A folder is refused as the file of another user is, even to an administrator.
    [Fact]
    public void What_may_not_be_opened_is_left_to_whom_it_belongs() => Assert.Null(ApiKeyUsageJournal.TryOpen(_store.Manager.Store.Path));

    // As a process that was killed leaves it.
    private void LeaveJournal(NewApiKey key, int times)
    {
        using ApiKeyUsageJournal journal = new(Folder, _store.Manager.Store.Keys);
        for (int i = 0; i < times; i++) journal.Append(new ApiKeyUse(key.Info.Id, _store.Clock.GetUtcNow(), ApiKeyRefusal.None, null));
    }

    private static bool Close(FileStream file)
    {
        file.Dispose();
        return true;
    }

    private void Use(NewApiKey key, int times, string? address = null)
    {
        for (int i = 0; i < times; i++) Assert.True(Keys.Validate(Encoding.ASCII.GetBytes(key.RevealKey()), new ApiKeyCheck { SourceAddress = address is null ? null : IPAddress.Parse(address) }).IsValid);
    }
}
