using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EnterpriseSecurity.Core.Tests.Passwords;

/// <summary>A breach service on this machine that answers a request with the bytes a test gives; null leaves it waiting.</summary>
internal sealed class FakeRangeService : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Func<string, byte[]?> _respond;

    public FakeRangeService(Func<string, byte[]?> respond)
    {
        _respond = respond;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/range/");
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public Uri Address { get; }

    public ConcurrentQueue<string> Requests { get; } = new();

    public static byte[] Answer(string body, string status = "200 OK", string headers = "") =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}");

    public void Dispose()
    {
        _listener.Stop();
        foreach (TcpClient client in _clients) client.Dispose();
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                TcpClient client = _listener.AcceptTcpClient();
                _clients.Add(client);
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private void Serve(TcpClient client)
    {
        try
        {
            NetworkStream stream = client.GetStream();
            StringBuilder request = new();
            while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                int one = stream.ReadByte();
                if (one < 0) return;
                request.Append((char)one);
            }

            Requests.Enqueue(request.ToString());
            if (_respond(request.ToString()) is not { } answer) return;
            stream.Write(answer);
            client.Dispose();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client has gone.
        }
    }
}
