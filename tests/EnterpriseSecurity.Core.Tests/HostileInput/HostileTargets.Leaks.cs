using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.LeakSearch;
using Make = System.Collections.Generic.Dictionary<string, System.Func<EnterpriseSecurity.Core.Tests.HostileInput.HostileTargets, EnterpriseSecurity.Core.Tests.HostileInput.HostileTarget>>;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <content>What the search for leaks reads.</content>
internal sealed partial class HostileTargets
{
    private static Make Leaks() => new()
    {
        ["leak-text"] = _ => Scanned(),
        ["journal-entry"] = _ => HostileTarget.OfText([Entry, Entry.Replace("\"Start\"", "[83,116,300,-1]", StringComparison.Ordinal)], text =>
        {
            JsonLogReader.Journal().Parse(text);
            JsonLogReader.UnifiedLog().Parse(text);
        }, "\"MESSAGE\":[", "253402300799999999", "\"timestamp\":\"2024-01-01 00:00:00+0000\"") with { Shape = Shapes.Json },
        ["windows-event"] = _ => new HostileTarget([TemporaryStore.Utf8(Events)], content => WindowsEventReader.Parse("log", new MemoryStream(content)).Count())
        {
            Shape = content => Shapes.Text(Text(content), "<>= "), Tokens = HostileTarget.Words("<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "<![CDATA[", "<Data>", "&#0;", "<?xml version=\"1.0\" encoding=\"utf-16\"?>"),
        },
        ["git-header"] = _ => HostileTarget.OfText([$"{new string('a', 40)} blob 12", $"{new string('a', 64)} commit 9"], text => GitSearch.ParseHeader(text)) with { Shape = content => Shapes.Text(Text(content), " ") },
        ["powershell-config"] = _ => new HostileTarget([TemporaryStore.Utf8("{\"PowerShellPolicies\":{\"Transcription\":{\"EnableTranscripting\":true,\"OutputDirectory\":\"/var/log/pwsh\"}},\"x\":[1]}")], content => KnownPlaces.TranscriptFolder(content))
        {
            Shape = Shapes.Json, Tokens = HostileTarget.Words("// ", "/*", ",]"),
        },
    };

    private const string Entry = "{\"MESSAGE\":\"Start\",\"__CURSOR\":\"s=1\",\"__REALTIME_TIMESTAMP\":\"1700000000000000\",\"eventMessage\":\"x\",\"traceID\":7,\"timestamp\":\"2024-01-01 00:00:00.000000+0100\"}";

    private const string Events = "<Events><Event><System><EventRecordID>7</EventRecordID><TimeCreated SystemTime='2024-01-01T00:00:00Z'/></System><EventData><Data Name='ScriptBlockText'>Get-Secret &lt;a&gt;</Data><Data/></EventData></Event></Events>";

    private static HostileTarget Scanned()
    {
        SecretFingerprints fingerprints = new();
        fingerprints.Add("db", 1, "Tr0ub4dor&3-horse"u8, isText: true);
        fingerprints.Complete();
        LeakScanner scanner = new(fingerprints, _ => "name");
        string[] formats = [.. KeyFormats.Literals.Select(one => one.Literal + "aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xYzZ" + "aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xYzZ")];
        return HostileTarget.OfText(["password=Tr0ub4dor&3-horse\n", string.Join('\n', formats)], text =>
        {
            byte[] bytes = TemporaryStore.Utf8(text);
            scanner.Scan(new MemoryStream(bytes), leak => Assert.True(leak.Start >= 0 && leak.Length > 0 && leak.Start + leak.Length <= bytes.Length), default);
        }, [.. KeyFormats.Literals.Select(one => one.Literal)]) with { Shape = content => Shapes.Text(Text(content), "\n:=_-") };
    }
}
