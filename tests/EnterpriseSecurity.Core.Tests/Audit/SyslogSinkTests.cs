using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Audit;

public sealed partial class SyslogSinkTests : IDisposable
{
    private const int Timeout = 10_000;

    private readonly TemporaryStore _store = new();

    // The entries of the store's making would come first.
    public SyslogSinkTests() => Trail.Flush();

    private AuditTrail Trail => _store.Manager.Audit;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Entries_go_over_UDP_as_RFC_5424_messages_without_a_secret()
    {
        using Socket listener = Listen(AddressFamily.InterNetwork, SocketType.Dgram, new IPEndPoint(IPAddress.Loopback, 0));
        Trail.SetSinks([new AuditSinkSetting(AuditSinkKind.Syslog, $"udp://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}")]);
        using (SecretValue value = SecretValue.FromText("hunter2-the-secret")) _store.Manager.Secrets.Protect("db", value);
        Trail.Write("denied thing\u00e9", "a\nb\"]\\", AuditResult.Denied);
        Trail.Flush();

        List<Match> messages = [];
        while (messages.All(message => !message.Groups["json"].Value.Contains("denied thing", StringComparison.Ordinal))) messages.Add(Parse(Receive(listener)));
        Match made = messages.Single(message => message.Groups["id"].Value == "secret_encrypted");
        Assert.Equal("110", made.Groups["pri"].Value);
        Assert.Equal("2026-03-01T12:00:00.000Z", made.Groups["time"].Value);
        Assert.Equal($"{Environment.ProcessId}", made.Groups["process"].Value);
        Match denied = messages[^1];
        Assert.Equal(("108", "deniedthing"), (denied.Groups["pri"].Value, denied.Groups["id"].Value));
        using JsonDocument entry = JsonDocument.Parse(denied.Groups["json"].Value);
        Assert.Equal("a\nb\"]\\", entry.RootElement.GetProperty("resource").GetString());
        Assert.DoesNotContain(messages, message => message.Value.Contains("hunter2", StringComparison.Ordinal));
        Assert.All(messages, message => Assert.DoesNotContain('\n', message.Value));
        string file = string.Concat(Directory.EnumerateFiles(Trail.Folder, "audit-*.jsonl").Select(File.ReadAllText));
        Assert.All(messages, message => Assert.Contains(message.Groups["json"].Value + "\n", file, StringComparison.Ordinal));
    }

    [Fact]
    public void What_another_process_has_set_holds_at_once()
    {
        using Socket listener = Listen(AddressFamily.InterNetwork, SocketType.Dgram, new IPEndPoint(IPAddress.Loopback, 0));
        using EnterpriseSecurityManager other = _store.Open();
        other.Audit.Flush();
        Trail.SetSinks([new AuditSinkSetting(AuditSinkKind.Syslog, $"udp://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}")]);
        Trail.Flush();
        Assert.Equal("audit_sinks_changed", Parse(Receive(listener)).Groups["id"].Value);

        other.Audit.Write("told", "by the other");
        other.Audit.Flush();
        Assert.Equal("told", Parse(Receive(listener)).Groups["id"].Value);

        Trail.SetSinks([]);
        other.Audit.Write("not told", "by the other");
        other.Audit.Flush();
        Assert.Equal(0, listener.Available);
    }

    [Fact]
    public void Entries_go_to_a_Unix_datagram_socket()
    {
        if (OperatingSystem.IsWindows()) return;
        string path = Path.Combine(_store.Root, "log");
        using Socket listener = Listen(AddressFamily.Unix, SocketType.Dgram, new UnixDomainSocketEndPoint(path));
        Trail.SetSinks([new AuditSinkSetting(AuditSinkKind.Syslog, path)]);
        Trail.Flush();
        Assert.Equal("audit_sinks_changed", Parse(Receive(listener)).Groups["id"].Value);
        Assert.Equal(path, Assert.Single(Trail.Sinks).Target);
    }

    [Fact]
    public void Entries_go_over_TCP_each_with_its_length_before_it()
    {
        using Socket listener = Listen(AddressFamily.InterNetwork, SocketType.Stream, new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Trail.SetSinks([new AuditSinkSetting(AuditSinkKind.Syslog, $"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}")]);
        // The first connection was the attempt, and is closed.
        listener.Accept().Dispose();
        Trail.Write("one", new string('x', 4000));
        Trail.Write("two", "y");
        Trail.Flush();
        using Socket connection = listener.Accept();
        _store.Close();
        using NetworkStream stream = new(connection);
        using MemoryStream received = new();
        stream.CopyTo(received);
        ReadOnlySpan<byte> rest = received.ToArray();
        List<string> ids = [];
        while (!rest.IsEmpty)
        {
            int space = rest.IndexOf((byte)' ');
            int length = int.Parse(rest[..space], System.Globalization.CultureInfo.InvariantCulture);
            ids.Add(Parse(Encoding.UTF8.GetString(rest.Slice(space + 1, length))).Groups["id"].Value);
            rest = rest[(space + 1 + length)..];
        }

        Assert.Equal(["audit_sinks_changed", "one", "two"], ids);
    }

    [Fact]
    public void An_entry_that_no_datagram_holds_is_cut_and_stops_no_later_one()
    {
        using Socket listener = Listen(AddressFamily.InterNetwork, SocketType.Dgram, new IPEndPoint(IPAddress.Loopback, 0));
        Trail.SetSinks([new AuditSinkSetting(AuditSinkKind.Syslog, $"udp://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}", IsRequired: true)]);
        Trail.Flush();
        _ = Receive(listener);
        Trail.Write(new string('a', 100), "x", metadata: Enumerable.Range(0, 15).ToDictionary(i => $"{i}", _ => new string('\u0001', 4096)));
        Trail.Write("later", "x");
        Trail.Flush();
        string cut = Receive(listener);
        Assert.Equal(65_000, cut.Length);
        Assert.Contains($" {new string('a', 32)} - {{", cut, StringComparison.Ordinal);
        Assert.Equal("later", Parse(Receive(listener)).Groups["id"].Value);
        Assert.True(Trail.Verify().IsValid);
    }

    [Theory]
    [InlineData("http://127.0.0.1:514")]
    [InlineData("udp://")]
    [InlineData("nonsense")]
    [InlineData("/a/path/of/a/socket/that/is/longer/than/any/system/takes/for/one/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789")]
    [InlineData("")]
    public void A_target_that_is_none_is_refused(string target)
    {
        Assert.Equal("AuditSinkTargetInvalid", Assert.Throws<InvalidInputException>(() => Trail.SetSinks([new AuditSinkSetting(AuditSinkKind.Syslog, target)])).ErrorId);
        Assert.Empty(Trail.Sinks);
    }

    [Fact]
    public void A_sink_that_does_not_answer_is_refused_and_the_old_ones_stay()
    {
        string path = Path.Combine(_store.Root, "none");
        Assert.Equal("AuditSinkUnavailable", Assert.Throws<UnavailableException>(() => Trail.SetSinks([new AuditSinkSetting(AuditSinkKind.Syslog, path)])).ErrorId);
        Assert.Empty(Trail.Sinks);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal("EventLogUnavailable", Assert.Throws<UnsupportedException>(() => Trail.SetSinks([new AuditSinkSetting(AuditSinkKind.WindowsEventLog, "Application")])).ErrorId);
    }

    [Fact]
    public void A_sink_that_died_costs_its_own_entries_only_and_takes_later_ones_when_it_is_back()
    {
        if (OperatingSystem.IsWindows()) return;
        string path = Path.Combine(_store.Root, "log");
        using (Listen(AddressFamily.Unix, SocketType.Dgram, new UnixDomainSocketEndPoint(path)))
        {
            Trail.SetSinks([new AuditSinkSetting(AuditSinkKind.Syslog, path)]);
        }

        File.Delete(path);
        Trail.Write("while it is gone", "x");
        Trail.Flush();
        Assert.True(Trail.Verify().IsValid);
        using Socket again = Listen(AddressFamily.Unix, SocketType.Dgram, new UnixDomainSocketEndPoint(path));
        Trail.Write("back", "x");
        Trail.Flush();
        Assert.Equal("back", Parse(Receive(again)).Groups["id"].Value);
    }

    [Fact]
    public void A_required_sink_that_died_keeps_its_entries_in_the_store_until_it_is_back()
    {
        if (OperatingSystem.IsWindows()) return;
        string path = Path.Combine(_store.Root, "log");
        using (Listen(AddressFamily.Unix, SocketType.Dgram, new UnixDomainSocketEndPoint(path)))
        {
            Trail.SetSinks([new AuditSinkSetting(AuditSinkKind.Syslog, path, IsRequired: true)]);
        }

        File.Delete(path);
        Trail.Write("waits", "x");
        Assert.Equal("AuditSinkUnavailable", Assert.Throws<UnavailableException>(Trail.Flush).ErrorId);
        Assert.Equal("AuditSinkUnavailable", Assert.Throws<UnavailableException>(Trail.Flush).ErrorId);

        using Socket again = Listen(AddressFamily.Unix, SocketType.Dgram, new UnixDomainSocketEndPoint(path));
        Trail.Flush();
        List<string> ids = [];
        while (!ids.Contains("waits")) ids.Add(Parse(Receive(again)).Groups["id"].Value);
        Assert.True(Trail.Verify().IsValid);
        Assert.Single(Trail.Read(new AuditFilter { Action = "waits" }));
    }

    private static Socket Listen(AddressFamily family, SocketType type, EndPoint endPoint)
    {
        Socket socket = new(family, type, ProtocolType.Unspecified) { ReceiveTimeout = Timeout };
        socket.Bind(endPoint);
        return socket;
    }

    private static string Receive(Socket socket)
    {
        byte[] buffer = new byte[65_536];
        return Encoding.UTF8.GetString(buffer.AsSpan(0, socket.Receive(buffer)));
    }

    private static Match Parse(string message)
    {
        Match match = Message().Match(message);
        Assert.True(match.Success, message);
        return match;
    }

    // PRI VERSION TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG
    [GeneratedRegex("""\A<(?<pri>\d{1,3})>1 (?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (?<host>[!-~]{1,255}) (?<app>[!-~]{1,48}) (?<process>[!-~]{1,128}) (?<id>[!-~]{1,32}) - (?<json>\{.*\})\z""")]
    private static partial Regex Message();
}
