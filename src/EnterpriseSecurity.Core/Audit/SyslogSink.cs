using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EnterpriseSecurity.Audit;

/// <summary>
/// Sends entries as RFC 5424 messages, facility 13 (log audit), the JSON line as the message: to a Unix datagram
/// socket, over UDP (RFC 5426), or over TCP with octet counting (RFC 6587).
/// </summary>
internal sealed class SyslogSink : IAuditSink
{
    private const int Facility = 13;
    private const int SendTimeout = 5000;
    private const int LongestHost = 255;
    private const int LongestMessageId = 32;

    // Less than what UDP carries over either version of IP.
    private const int LargestDatagram = 65_000;

    private readonly Socket _socket;
    private readonly bool _counted;

    public SyslogSink(string target)
    {
        if (target.StartsWith('/'))
        {
            UnixDomainSocketEndPoint endPoint = EndPoint(target);
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = SendTimeout };
            Connect(() => _socket.Connect(endPoint), target);
            return;
        }

        if (!Uri.TryCreate(target, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("udp" or "tcp") || uri.Host.Length == 0)
        {
            throw SecurityErrors.AuditSinkTargetInvalid(target);
        }

        _counted = uri.Scheme == "tcp";
        _socket = _counted
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { SendTimeout = SendTimeout }
            : new Socket(SocketType.Dgram, ProtocolType.Udp);
        Connect(() => _socket.Connect(uri.Host, uri.Port > 0 ? uri.Port : 514), target);
    }

    public void Write(AuditEntry entry, ReadOnlySpan<byte> line)
    {
        int severity = entry.Result == AuditResult.Success ? 6 : 4;
        string header = string.Create(
            CultureInfo.InvariantCulture,
            $"<{(Facility * 8) + severity}>1 {entry.Timestamp.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Word(entry.Host, LongestHost)} EnterpriseSecurity {Environment.ProcessId} {Word(entry.Action, LongestMessageId)} - ");
        byte[] message = [.. Encoding.ASCII.GetBytes(header), .. line];
        if (_counted) message = [.. Encoding.ASCII.GetBytes($"{message.Length} "), .. message];
        // Cut, as RFC 5424, section 6.1, lets every receiver do; the files hold the whole line.
        else if (message.Length > LargestDatagram) message = message[..LargestDatagram];
        for (int sent = 0; sent < message.Length;) sent += _socket.Send(message.AsSpan(sent));
    }

    public void Dispose() => _socket.Dispose();

    private static UnixDomainSocketEndPoint EndPoint(string path)
    {
        try
        {
            return new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentException)
        {
            // Longer than the system takes.
            throw SecurityErrors.AuditSinkTargetInvalid(path);
        }
    }

    private void Connect(Action connect, string target)
    {
        try
        {
            connect();
        }
        catch (SocketException error)
        {
            _socket.Dispose();
            throw SecurityErrors.AuditSinkUnavailable(target, error);
        }
    }

    // A header field is printable ASCII without spaces, or "-".
    private static string Word(string text, int longest)
    {
        string word = string.Concat(text.Where(c => c is > ' ' and < (char)127).Take(longest));
        return word.Length == 0 ? "-" : word;
    }
}
