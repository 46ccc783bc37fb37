using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// Fetches the certificate of a TLS endpoint: connects, shakes hands and hangs up. No application data is sent, and a
/// certificate that fails its check is fetched all the same: to see what is wrong with it is the point.
/// </summary>
public sealed class RemoteCertificateReader
{
    private readonly TimeProvider _time;

    /// <summary>Makes a reader.</summary>
    /// <param name="time">The clock that the certificate is checked by; the system's when null.</param>
    public RemoteCertificateReader(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <summary>Fetches and checks.</summary>
    /// <exception cref="InvalidInputException">The host, server name, port or timeout cannot be used.</exception>
    /// <exception cref="UnavailableException">The endpoint does not answer, not in time, or does not speak TLS.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<RemoteCertificate> ReadAsync(RemoteCertificateRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        HostNameMatch.For(request.HostName);
        string serverName = request.ServerName ?? request.HostName;
        HostNameMatch.For(serverName);
        if (request.Port is < 1 or > 65535) throw SecurityErrors.PortInvalid(request.Port);
        if (request.Timeout <= TimeSpan.Zero || request.Timeout > TimeSpan.FromHours(1)) throw SecurityErrors.TimeoutInvalid(request.Timeout);

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(request.Timeout);
        List<X509Certificate2> presented = [];
        try
        {
            return await FetchAsync(request, serverName, presented, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            Release(presented);
            throw SecurityErrors.RemoteTimeout(request.ToString(), request.Timeout, error);
        }
        catch (SocketException error)
        {
            Release(presented);
            throw SecurityErrors.RemoteUnreachable(request.ToString(), error);
        }
        catch
        {
            Release(presented);
            throw;
        }
    }

    private async Task<RemoteCertificate> FetchAsync(RemoteCertificateRequest request, string serverName, List<X509Certificate2> presented, CancellationToken cancellation)
    {
        using TcpClient client = new();
        await client.ConnectAsync(Unbracketed(request.HostName), request.Port, cancellation).ConfigureAwait(false);
        System.Net.IPAddress address = ((System.Net.IPEndPoint)client.Client.RemoteEndPoint!).Address;
        SslStream tls = new(client.GetStream(), leaveInnerStreamOpen: false);
        await using (tls.ConfigureAwait(false))
        {
            bool completed = await ShakeHandsAsync(tls, request, serverName, presented, cancellation).ConfigureAwait(false);
            CertificateCheckOptions check = request.Check ?? new CertificateCheckOptions();
            CertificateVerification verification = new CertificateChecker(_time).Check(presented[0], check.ForServer(Unbracketed(serverName), presented.Skip(1)));
            return new RemoteCertificate
            {
                HostName = request.HostName,
                Port = request.Port,
                ServerName = serverName,
                RemoteAddress = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString(),
                Protocol = completed ? tls.SslProtocol.ToString() : null,
                CipherSuite = completed ? tls.NegotiatedCipherSuite.ToString() : null,
                Presented = [.. presented.Select(one => CertificateInfo.Of(one, _time.GetUtcNow()))],
                Verification = verification,
                Certificates = presented,
            };
        }
    }

    // True when the handshake was completed; false when the server ended it after it had shown its certificate.
    private static async Task<bool> ShakeHandsAsync(SslStream tls, RemoteCertificateRequest request, string serverName, List<X509Certificate2> presented, CancellationToken cancellation)
    {
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = Unbracketed(serverName),
            EnabledSslProtocols = request.AllowOldProtocols ? AllProtocols : SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
            AllowTlsResume = false,
            // Judged afterwards, by rules of our own; nothing is ever sent over this connection.
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
            {
                Keep(certificate, chain, presented);
                return true;
            },
            // A server that insists on a client's certificate may end the handshake before the other callback runs.
            LocalCertificateSelectionCallback = (_, _, _, remote, _) =>
            {
                Keep(remote, null, presented);
                return null!;
            },
        };
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
            return presented.Count > 0 ? true : throw SecurityErrors.RemoteHandshakeFailed(request.ToString(), "The server showed no certificate.");
        }
        catch (Exception error) when (error is AuthenticationException or IOException)
        {
            if (presented.Count > 0) return false;
            throw SecurityErrors.RemoteHandshakeFailed(request.ToString(), (error.InnerException ?? error).Message, error);
        }
        catch (PlatformNotSupportedException error)
        {
            throw SecurityErrors.RemoteHandshakeFailed(request.ToString(), "This platform has no such protocol.", error);
        }
    }

#pragma warning disable CA5397, SYSLIB0039 // The user asked for the old protocols, to see what a server still speaks.
    private static SslProtocols AllProtocols => SslProtocols.Tls | SslProtocols.Tls11 | SslProtocols.Tls12 | SslProtocols.Tls13;
#pragma warning restore CA5397, SYSLIB0039

    private static void Keep(X509Certificate? certificate, X509Chain? chain, List<X509Certificate2> presented)
    {
        if (certificate is null) return;
        Release(presented);
        presented.Clear();
        byte[] leaf = certificate.GetRawCertData();
        presented.Add(CertificateReader.LoadDer(leaf));
        if (chain is null) return;
        foreach (X509Certificate2 one in chain.ChainPolicy.ExtraStore)
        {
            if (!one.RawData.AsSpan().SequenceEqual(leaf)) presented.Add(CertificateReader.LoadDer(one.RawData));
        }
    }

    private static string Unbracketed(string host) => host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host;

    private static void Release(List<X509Certificate2> certificates)
    {
        foreach (X509Certificate2 one in certificates) one.Dispose();
    }
}
