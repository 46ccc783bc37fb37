using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;
using System.Security.Principal;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// A connection to an SSH agent: one message out, one message back, each with its length before it, all of it within
/// one deadline. After anything but a whole answer the two sides may be out of step, so the connection is dropped
/// and the next message makes a new one.
/// </summary>
internal sealed class SshAgentConnection : IDisposable
{
    private const string PipePrefix = @"\\.\pipe\";
    private const string WindowsPipe = PipePrefix + "openssh-ssh-agent";

    // A pipe that does not exist is waited for like one that is busy, and that no agent runs should be said at once.
    private static readonly TimeSpan PipeWait = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly TimeSpan _timeout;
    private Stream? _stream;
    private volatile bool _closed;

    public SshAgentConnection(string? endpoint, TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeSpan.FromDays(1));
        _timeout = timeout;
        Endpoint = string.IsNullOrEmpty(endpoint) ? DefaultEndpoint() : endpoint;
        Within(OpenAsync);
    }

    public string Endpoint { get; }

    /// <summary>Sends a message and waits for the answer to it; both without their lengths.</summary>
    /// <exception cref="UnavailableException">The agent cannot be reached, closes the connection or does not answer in time.</exception>
    /// <exception cref="MalformedDataException">The answer is empty, too long or cut short.</exception>
    public byte[] Exchange(ReadOnlySpan<byte> message)
    {
        if (message.Length > SshAgentMessage.MaximumSize) throw SecurityErrors.SshAgentMessageTooLong(message.Length, SshAgentMessage.MaximumSize);
        using SecretBuffer framed = new(sizeof(uint) + message.Length);
        BinaryPrimitives.WriteInt32BigEndian(framed.Span, message.Length);
        message.CopyTo(framed.Span[sizeof(uint)..]);
        Memory<byte> bytes = framed.Memory;
        byte[] answer = [];
        Within(async deadline => answer = await ExchangeAsync(bytes, deadline).ConfigureAwait(false));
        return answer;
    }

    /// <summary>Drops the connection after an answer that makes no sense.</summary>
    public void Drop() => Interlocked.Exchange(ref _stream, null)?.Dispose();

    /// <summary>Closes the connection for good, also under an exchange that another thread waits for.</summary>
    public void Dispose()
    {
        _closed = true;
        Drop();
    }

    private static string DefaultEndpoint() =>
        Environment.GetEnvironmentVariable("SSH_AUTH_SOCK") is { Length: > 0 } socket ? socket
        : OperatingSystem.IsWindows() ? WindowsPipe
        : throw SecurityErrors.SshAgentUnavailable(null);

    private void Within(Func<CancellationToken, Task> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SshAgentClient));
            using CancellationTokenSource deadline = new(_timeout);
            try
            {
                work(deadline.Token).GetAwaiter().GetResult();
            }
            catch (Exception error)
            {
                // After any failure the next thing to arrive may be the answer to this question, not to the next one.
                Drop();
                if (error is OperationCanceledException) throw SecurityErrors.SshAgentUnavailable(Endpoint, new TimeoutException($"No answer within {_timeout.TotalSeconds:0.###} seconds.", error));
                if (error is IOException or SocketException or UnauthorizedAccessException or TimeoutException or ArgumentException or PlatformNotSupportedException or ObjectDisposedException)
                {
                    throw SecurityErrors.SshAgentUnavailable(Endpoint, error);
                }

                throw;
            }
        }
    }

    private async Task<byte[]> ExchangeAsync(Memory<byte> message, CancellationToken deadline)
    {
        if (_stream is null) await OpenAsync(deadline).ConfigureAwait(false);
        Stream stream = _stream ?? throw new ObjectDisposedException(nameof(SshAgentClient));
        await stream.WriteAsync(message, deadline).ConfigureAwait(false);
        await stream.FlushAsync(deadline).ConfigureAwait(false);

        byte[] prefix = new byte[sizeof(uint)];
        int read = await stream.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, deadline).ConfigureAwait(false);
        if (read == 0) throw new EndOfStreamException("The agent closed the connection.");
        if (read < prefix.Length) throw SecurityErrors.SshMalformed(SshData.AgentAnswer, "it ends too early.");
        uint size = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        if (size is 0 or > SshAgentMessage.MaximumSize) throw SecurityErrors.SshMalformed(SshData.AgentAnswer, "its length is out of range.");
        byte[] answer = new byte[size];
        read = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, deadline).ConfigureAwait(false);
        return read == answer.Length ? answer : throw SecurityErrors.SshMalformed(SshData.AgentAnswer, "it ends too early.");
    }

    private async Task OpenAsync(CancellationToken deadline)
    {
        Stream stream = Endpoint.StartsWith(PipePrefix, StringComparison.OrdinalIgnoreCase)
            ? await OpenPipeAsync(Endpoint[PipePrefix.Length..], deadline).ConfigureAwait(false)
            : await OpenSocketAsync(Endpoint, deadline).ConfigureAwait(false);
        _stream = stream;
        if (_closed) Drop();
    }

    private async Task<Stream> OpenPipeAsync(string name, CancellationToken deadline)
    {
        // The agent may learn who calls; it may not act in the caller's name.
        NamedPipeClientStream pipe = new(".", name, PipeDirection.InOut, PipeOptions.Asynchronous, TokenImpersonationLevel.Identification);
        try
        {
            await pipe.ConnectAsync(_timeout < PipeWait ? _timeout : PipeWait, deadline).ConfigureAwait(false);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<Stream> OpenSocketAsync(string path, CancellationToken deadline)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), deadline).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
