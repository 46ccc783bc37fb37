using System.Net;
using System.Net.Sockets;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>Stands between a client and a server on this machine, and can swallow one answer and cut the connection.</summary>
internal sealed class AnswerlessProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly Task _accepting;
    private int _armed;
    private int _lost;

    public AnswerlessProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    public int Port { get; }

    public int Lost => Volatile.Read(ref _lost);

    /// <summary>The next question reaches the server; its answer reaches nobody.</summary>
    public void LoseNextAnswer() => Volatile.Write(ref _armed, 1);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The proxy ends.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        using (TcpClient server = new())
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(Copy(client.GetStream(), server.GetStream(), mayLose: false), Copy(server.GetStream(), client.GetStream(), mayLose: true));
        }
    }

    private async Task Copy(NetworkStream source, NetworkStream target, bool mayLose)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer)) > 0)
            {
                if (mayLose && Interlocked.Exchange(ref _armed, 0) == 1)
                {
                    Interlocked.Increment(ref _lost);
                    return;
                }

                await target.WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // One side has gone; the other is closed with it.
        }
    }
}
