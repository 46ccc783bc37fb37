using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>
/// An SSH agent on a Unix socket that answers what a test wants it to: bytes as they are, with their length or
/// without. No bytes leave the caller waiting; null closes the connection.
/// </summary>
internal sealed class FakeAgent : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("es-agent-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentBag<Socket> _connections = [];
    private readonly Func<Socket, byte[], byte[]?> _respond;

    public FakeAgent(Func<byte[], byte[]?> respond)
        : this((_, request) => respond(request))
    {
    }

    public FakeAgent(Func<Socket, byte[], byte[]?> respond, bool reads = true)
    {
        _respond = respond;
        Endpoint = Path.Combine(_folder, "agent");
        _listener.Bind(new UnixDomainSocketEndPoint(Endpoint));
        _listener.Listen();
        new Thread(() => Accept(reads)) { IsBackground = true }.Start();
    }

    public string Endpoint { get; }

    public int Connections => _connections.Count;

    public ConcurrentQueue<byte[]> Requests { get; } = new();

    /// <summary>A message with its length before it.</summary>
    public static byte[] Framed(params byte[] message)
    {
        byte[] framed = new byte[4 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed, message.Length);
        message.CopyTo(framed, 4);
        return framed;
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (Socket connection in _connections) connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Accept(bool reads)
    {
        try
        {
            while (true)
            {
                Socket connection = _listener.Accept();
                _connections.Add(connection);
                if (reads) new Thread(() => Serve(connection)) { IsBackground = true }.Start();
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private void Serve(Socket connection)
    {
        try
        {
            using NetworkStream stream = new(connection, ownsSocket: true);
            byte[] prefix = new byte[4];
            while (true)
            {
                stream.ReadExactly(prefix);
                byte[] request = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix)];
                stream.ReadExactly(request);
                Requests.Enqueue(request);
                if (_respond(connection, request) is not { } answer) return;
                stream.Write(answer);
            }
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            // The client has gone.
        }
    }
}
