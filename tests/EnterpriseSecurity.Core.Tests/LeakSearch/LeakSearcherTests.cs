using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.LeakSearch;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.LeakSearch;

public sealed class LeakSearcherTests : IDisposable
{
    private const string Planted = "planted-in-many-places";
    private readonly TemporaryStore _store = new();
    private readonly FakePlaces _places = new();
    private readonly FakeLog _log = new();
    private readonly List<SecretLeak> _found = [];

    public LeakSearcherTests()
    {
        using SecretValue value = SecretValue.FromText(Planted);
        _store.Manager.Secrets.Protect("db", value);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Each_kind_of_place_is_searched_when_it_is_asked_for()
    {
        _places.History.Add(Write("history.txt", $"ls\nconnect {Planted}\n"));
        _places.Transcript.Add(Write("transcript.txt", $"\n\n{Planted}"));
        _log.Entries.AddRange(["nothing", $"Creating Scriptblock text:\nx = '{Planted}'"]);
        FileInfo file = Write("folder/deep/file.txt", Planted);

        LeakSearchSummary summary = Search(new LeakSearchOptions());

        Assert.Equal(
            [(LeakPlace.History, 2L, 9L, null), (LeakPlace.Transcript, 3L, 1L, null), (LeakPlace.EventLog, 2L, 6L, "2")],
            _found.Select(leak => (leak.Place, leak.Line!.Value, leak.Column!.Value, leak.EntryId)));
        Assert.Equal((4L, 1, 3L), (summary.Items, summary.Secrets, summary.Leaks));
        Assert.Empty(summary.NotSearched);

        _found.Clear();
        Search(new LeakSearchOptions { Places = LeakPlace.File, Paths = [_store.Root] });
        Assert.Contains(_found, leak => leak.Path == file.FullName && leak.SecretName == "db" && leak.WrittenAt is not null);
        Assert.Equal(3, _found.Count);
    }

    [Fact]
    public void A_log_that_cannot_be_read_is_said_not_to_be()
    {
        _log.Obstacle = "there is none";
        Assert.Equal(["fake log: there is none"], Search(new LeakSearchOptions()).NotSearched);
        _log.Obstacle = null;
        _log.BreaksWith = "it broke";
        _log.Entries.Add(Planted);
        Assert.Equal(["fake log: it broke"], Search(new LeakSearchOptions()).NotSearched);
        Assert.Single(_found);
    }

    [Fact]
    public void All_that_the_store_keeps_is_searched_for()
    {
        using (SecretValue next = SecretValue.FromText("the next value of it")) _store.Manager.Secrets.Update(SecretReference.ByName("db"), next);
        using (SecretValue gone = SecretValue.FromText("a value that was removed")) _store.Manager.Secrets.Protect("gone", gone);
        _store.Manager.Secrets.Remove(SecretReference.ByName("gone"));
        _store.Manager.ManagedKeys.Create("hmac", ManagedKeyType.Hmac);
        string exported = _store.Manager.ManagedKeys.ExportPlainText(ManagedKeyReference.ByName("hmac"));
        NewApiKey key = _store.Manager.ApiKeys.Create(new ApiKeyOptions { Name = "ci" });
        Write("f/all.txt", $"{Planted}\nthe next value of it\na value that was removed\n{exported}\n{key.RevealKey()}\n");

        Search(new LeakSearchOptions { Places = LeakPlace.File, Paths = [Path.Combine(_store.Root, "f")] });

        Assert.Equal(
            [("db", 1), ("db", 2), ("gone", 1), ("hmac", 1), ("ci", null)],
            _found.Select(leak => (leak.SecretName!, leak.Version)));
    }

    [Fact]
    public void The_audit_trail_tells_of_the_search_and_of_none_of_its_secrets()
    {
        Write("f/a.txt", Planted);
        Search(new LeakSearchOptions { Places = LeakPlace.File, Paths = [Path.Combine(_store.Root, "f")] });

        AuditEntry entry = Assert.Single(_store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.SecretLeaksSearched }));

        Assert.Equal(("File", "1", "1", "1"), (entry.Resource, entry.Metadata["secrets"], entry.Metadata["items"], entry.Metadata["leaks"]));
        Assert.DoesNotContain(Planted, _found[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_is_stopped_is_in_the_audit_trail_and_gives_nothing_more()
    {
        for (int i = 0; i < 20; i++) Write($"f/{i}.txt", Planted);
        using CancellationTokenSource stop = new();
        LeakSearcher searcher = new(_store.Manager.Store, _places, _log);
        Assert.ThrowsAny<OperationCanceledException>(() => searcher.Search(
            new LeakSearchOptions { Places = LeakPlace.File, Paths = [Path.Combine(_store.Root, "f")] },
            leak =>
            {
                _found.Add(leak);
                stop.Cancel();
            },
            cancellation: stop.Token));
        Assert.Single(_found);
        Assert.Equal("true", Assert.Single(_store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.SecretLeaksSearched })).Metadata["stopped"]);
    }

    [Fact]
    public void A_path_that_does_not_exist_is_refused_and_audited()
    {
        NotFoundException error = Assert.Throws<NotFoundException>(() => Search(new LeakSearchOptions { Places = LeakPlace.File, Paths = ["/no/such/path"] }));
        Assert.Equal("LeakPathNotFound", error.ErrorId);
        Assert.Equal(AuditResult.Failure, Assert.Single(_store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.SecretLeaksSearched })).Result);
    }

    [Fact]
    public void Links_are_not_followed_and_pipes_are_not_waited_at()
    {
        Write("outside/a.txt", Planted);
        string folder = Directory.CreateDirectory(Path.Combine(_store.Root, "f")).FullName;
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateSymbolicLink(Path.Combine(folder, "loop"), folder);
        Directory.CreateSymbolicLink(Path.Combine(folder, "out"), Path.Combine(_store.Root, "outside"));
        using (System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", Path.Combine(folder, "pipe"))) make.WaitForExit();
        Search(new LeakSearchOptions { Places = LeakPlace.File, Paths = [folder] });
        Assert.Empty(_found);
    }

    [Fact]
    public async Task A_pipe_that_is_named_itself_or_stands_in_the_place_of_a_history_is_not_waited_at()
    {
        if (OperatingSystem.IsWindows()) return;
        string pipe = Path.Combine(_store.Root, "pipe");
        using (System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", pipe)) await make.WaitForExitAsync();
        File.CreateSymbolicLink(Path.Combine(_store.Root, "link"), pipe);
        _places.History.Add(new FileInfo(Path.Combine(_store.Root, "link")));
        await Task.Run(() => Search(new LeakSearchOptions { Places = LeakPlace.File | LeakPlace.History, Paths = [pipe] })).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(_found);
    }

    [Fact]
    public void A_line_of_nothing_but_secrets_is_gone_through_once()
    {
        const int Times = 60_000;
        Write("f/one-line.txt", string.Concat(Enumerable.Repeat(Planted + " ", Times)));
        TimeSpan took = ThreadTime.Of(() => Search(new LeakSearchOptions { Places = LeakPlace.File, Paths = [Path.Combine(_store.Root, "f")] }));
        Assert.Equal(Times, _found.Count);
        Assert.Equal(Enumerable.Range(0, Times).Select(i => 1L + ((Planted.Length + 1L) * i)), _found.Select(leak => leak.Column!.Value));
        Assert.True(took < TimeSpan.FromSeconds(15), $"It took {took}.");
    }

    [Fact]
    public void The_files_of_the_store_itself_show_nothing()
    {
        _store.Manager.ApiKeys.Create(new ApiKeyOptions { Name = "ci" });
        LeakSearchSummary summary = Search(new LeakSearchOptions { Places = LeakPlace.File, Paths = [_store.Path], IncludeBinary = true });
        Assert.Empty(_found);
        Assert.True(summary.Items > 1);
    }

    [Fact]
    public void Events_of_windows_are_read_from_their_export()
    {
        string xml = "<Events><Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><EventID>4104</EventID><TimeCreated SystemTime='2026-01-02T03:04:05.1234567Z'/>"
            + "<EventRecordID>17</EventRecordID></System><EventData><Data Name='MessageNumber'>1</Data><Data Name='ScriptBlockText'>a &lt;b&gt;\nc &amp; d</Data><Data Name='Path'/></EventData></Event>"
            + "<Event><System><EventRecordID>18</EventRecordID></System><EventData><Data>second</Data></EventData></Event></Events>";
        EventLogEntry[] entries = [.. WindowsEventReader.Parse("log", new MemoryStream(Encoding.UTF8.GetBytes(xml)))];
        Assert.Equal(["17", "18"], entries.Select(entry => entry.Id));
        Assert.Equal("1\na <b>\nc & d\n", Encoding.UTF8.GetString(entries[0].Text));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567), entries[0].WrittenAt);
        Assert.Empty(WindowsEventReader.Parse("log", new MemoryStream("<Events><Event><Data>cut"u8.ToArray())));
        Assert.Empty(WindowsEventReader.Parse("log", new MemoryStream("no xml"u8.ToArray())));
    }

    [Fact]
    public void Entries_of_a_journal_are_read_from_their_lines()
    {
        EventLogEntry entry = JsonLogReader.Journal().Parse("{\"MESSAGE\":\"a \\\"b\\\"\",\"__CURSOR\":\"s=1\",\"__REALTIME_TIMESTAMP\":\"1000000\"}")!.Value;
        Assert.Equal(("a \"b\"", "s=1", DateTimeOffset.UnixEpoch.AddSeconds(1)), (Encoding.UTF8.GetString(entry.Text), entry.Id, entry.WrittenAt));
        Assert.Equal("ab", Encoding.UTF8.GetString(JsonLogReader.Journal().Parse("{\"MESSAGE\":[97,98]}")!.Value.Text));
        Assert.Equal("x", Encoding.UTF8.GetString(JsonLogReader.UnifiedLog().Parse("{\"eventMessage\":\"x\",\"traceID\":5,\"timestamp\":\"2026-01-02 03:04:05.000000+0100\"}")!.Value.Text));
        foreach (string line in (string[])["", "{", "[]", "{}", "{\"MESSAGE\":5}", "null"]) Assert.Null(JsonLogReader.Journal().Parse(line));
    }

    [Fact]
    public void A_header_of_git_is_read_and_others_are_not()
    {
        string id = new('a', 40);
        Assert.Equal((id, "blob", 5L), GitSearch.ParseHeader($"{id} blob 5"));
        foreach (string line in (string[])["", $"{id} missing", "x blob 5", $"{id} blob -1", $"{id} blob 5 6", $"{id} blob 99999999999999999999"]) Assert.Null(GitSearch.ParseHeader(line));
    }

    private LeakSearchSummary Search(LeakSearchOptions options) => new LeakSearcher(_store.Manager.Store, _places, _log).Search(options, _found.Add);

    private FileInfo Write(string name, string text)
    {
        FileInfo file = new(Path.Combine(_store.Root, name));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
        return file;
    }
}
