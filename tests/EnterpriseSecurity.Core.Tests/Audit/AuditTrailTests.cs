using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Core.Tests.Audit;

public sealed class AuditTrailTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public AuditTrailTests()
    {
        for (int i = 0; i < 10; i++) _store.Manager.Audit.Write("test_action", $"resource {i}", i % 2 == 0 ? "success" : "denied", user: $"user{i % 3}", ipAddress: "192.0.2.1");
        _store.Close();
    }

    private string Segment => Directory.EnumerateFiles(Path.Combine(_store.Path, "audit"), "audit-*.jsonl").Single();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void An_untouched_trail_is_valid()
    {
        AuditVerification verdict = Verify();
        Assert.True(verdict.IsValid, verdict.Reason);
        Assert.Equal(12, verdict.VerifiedLines);
    }

    [Fact]
    public void Entries_are_found_by_action_user_resource_result_and_time()
    {
        using EnterpriseSecurityManager manager = _store.Open();
        Assert.Equal(10, manager.Audit.Read(new AuditFilter { Action = "test_*" }).Count());
        Assert.Equal(5, manager.Audit.Read(new AuditFilter { Action = "test_action", Result = "denied" }).Count());
        Assert.Equal(4, manager.Audit.Read(new AuditFilter { User = "user0" }).Count());
        Assert.Single(manager.Audit.Read(new AuditFilter { Resource = "resource 7" }));
        Assert.Empty(manager.Audit.Read(new AuditFilter { After = _store.Clock.GetUtcNow().AddSeconds(1) }));
        Assert.Empty(manager.Audit.Read(new AuditFilter { Before = _store.Clock.GetUtcNow() }));
    }

    [Fact]
    public void A_change_of_any_byte_of_any_line_is_found_at_that_line()
    {
        string[] lines = File.ReadAllLines(Segment);
        for (int at = 0; at < lines[4].Length; at += 3)
        {
            string[] edited = [.. lines];
            edited[4] = string.Concat(lines[4].AsSpan(0, at), lines[4][at] == 'x' ? "y" : "x", lines[4].AsSpan(at + 1));
            AuditVerification verdict = VerifyLines(edited);
            Assert.False(verdict.IsValid);
            Assert.Equal((AuditFinding.LineChanged, 5L), (verdict.Finding, verdict.LineNumber));
        }
    }

    [Fact]
    public void Each_way_of_tampering_has_its_own_name()
    {
        string[] lines = File.ReadAllLines(Segment);
        Assert.Equal((AuditFinding.LineRemoved, 3L), Brief(VerifyLines([.. lines[..2], .. lines[3..]])));
        Assert.Equal((AuditFinding.LineRemoved, 1L), Brief(VerifyLines(lines[1..])));
        Assert.Equal((AuditFinding.LineInserted, 4L), Brief(VerifyLines([.. lines[..3], lines[2], .. lines[3..]])));
        Assert.Equal((AuditFinding.LineMoved, 3L), Brief(VerifyLines([.. lines[..2], lines[3], lines[2], .. lines[4..]])));
        Assert.Equal(AuditFinding.TailCut, VerifyLines(lines[..^2]).Finding);
    }

    [Fact]
    public void A_cut_tail_is_told_apart_even_when_the_trail_went_on_after_it()
    {
        string[] lines = File.ReadAllLines(Segment);
        File.WriteAllLines(Segment, lines[..^3]);
        AuditVerification verdict = Verify();
        Assert.Equal((AuditFinding.TailCut, lines.Length - 2L), (verdict.Finding, verdict.Sequence!.Value));
    }

    [Fact]
    public void A_half_written_last_line_is_written_whole_again_from_the_store()
    {
        string[] lines = File.ReadAllLines(Segment);
        using (EnterpriseSecurityManager manager = _store.Open())
        {
            // As after a crash in the middle of an append: the store still has the line, the file a part of it.
            manager.Audit.Flush();
        }

        string text = File.ReadAllText(Segment);
        _store.Tamper("CREATE TABLE IF NOT EXISTS unused (x)");
        File.WriteAllText(Segment, text + "{\"seq\":99,\"times");
        using EnterpriseSecurityManager again = _store.Open();
        Assert.True(again.Audit.Verify().IsValid);
        Assert.True(lines.Length < again.Audit.Count());
    }

    [Fact]
    public void No_entry_can_forge_a_line()
    {
        using EnterpriseSecurityManager manager = _store.Open();
        manager.Audit.Write("test", "a\n{\"seq\":1}\r\u0085\u2028\u2029\"\\", metadata: new Dictionary<string, string> { ["mac\":\""] = "\",\"mac\":\"00" });
        manager.Audit.Flush();
        Assert.True(manager.Audit.Verify().IsValid);
        AuditEntry entry = manager.Audit.Read(new AuditFilter { Action = "test" }).Single();
        Assert.Equal("a\n{\"seq\":1}\r\u0085\u2028\u2029\"\\", entry.Resource);
        Assert.Equal("AuditTextInvalid", Assert.Throws<InvalidInputException>(() => manager.Audit.Write("", "x")).ErrorId);
    }

    [Fact]
    public void The_longest_entry_there_can_be_is_read_back_and_a_longer_one_is_refused()
    {
        using EnterpriseSecurityManager manager = _store.Open();
        // A control character takes six bytes in a line.
        string longest = new('\u0001', 4096);
        Dictionary<string, string> metadata = Enumerable.Range(0, 15).ToDictionary(i => $"{i}", _ => longest);
        manager.Audit.Write(longest, longest, longest, longest, longest, metadata);
        AuditEntry entry = manager.Audit.Read(new AuditFilter { Action = "\u0001*" }).Single();
        Assert.Equal((longest, longest, 15), (entry.Resource, entry.IpAddress, entry.Metadata.Count));
        Assert.True(manager.Audit.Verify().IsValid);

        metadata["one more"] = longest;
        Assert.Equal("AuditMetadataInvalid", Assert.Throws<InvalidInputException>(() => manager.Audit.Write("a", "b", metadata: metadata)).ErrorId);
        Dictionary<string, string> tooLong = new() { ["a"] = longest + "x" };
        Assert.Equal("AuditMetadataInvalid", Assert.Throws<InvalidInputException>(() => manager.Audit.Write("a", "b", metadata: tooLong)).ErrorId);
        Assert.Equal("AuditTextInvalid", Assert.Throws<InvalidInputException>(() => manager.Audit.Write("a", "b", ipAddress: longest + "x")).ErrorId);
    }

    [Fact]
    public void A_trail_of_several_days_is_one_chain()
    {
        using EnterpriseSecurityManager manager = _store.Open();
        for (int day = 0; day < 3; day++)
        {
            _store.Clock.Advance(TimeSpan.FromDays(1));
            manager.Audit.Write("daily", $"day {day}");
            manager.Audit.Flush();
        }

        Assert.Equal(4, Directory.EnumerateFiles(manager.Audit.Folder, "audit-*.jsonl").Count());
        Assert.True(manager.Audit.Verify().IsValid);
        File.Delete(Directory.EnumerateFiles(manager.Audit.Folder, "audit-*.jsonl").Order().ElementAt(1));
        Assert.Equal(AuditFinding.LineRemoved, manager.Audit.Verify().Finding);
    }

    private static (AuditFinding, long?) Brief(AuditVerification verdict) => (verdict.Finding, verdict.LineNumber);

    // Each verdict is on a copy of its own: opening a store appends to its trail.
    private AuditVerification VerifyLines(string[] lines)
    {
        string copy = Path.Combine(_store.Root, "copy");
        CopyFolder(_store.Path, copy);
        try
        {
            File.WriteAllText(Path.Combine(copy, "audit", Path.GetFileName(Segment)), string.Join('\n', lines) + "\n");
            using KeyProtector protector = _store.Protector();
            using EnterpriseSecurityManager manager = EnterpriseSecurityManager.Open(copy, protector, _store.Clock);
            return manager.Audit.Verify();
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static void CopyFolder(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (string file in Directory.EnumerateFiles(source)) File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        foreach (string folder in Directory.EnumerateDirectories(source)) CopyFolder(folder, Path.Combine(target, Path.GetFileName(folder)));
    }

    private AuditVerification Verify()
    {
        using EnterpriseSecurityManager manager = _store.Open();
        return manager.Audit.Verify();
    }
}
