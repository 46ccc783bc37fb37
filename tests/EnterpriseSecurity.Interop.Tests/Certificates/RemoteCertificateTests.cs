using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Certificates;

public sealed class RemoteCertificateTests : IDisposable
{
    private const string Server = "subjectAltName=DNS:localhost,DNS:other.test,IP:127.0.0.1\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n";
    private readonly OpenSsl _openssl = new();

    [NativeFact("openssl")]
    public void A_server_shows_its_chain_protocol_and_suite()
    {
        _openssl.SelfSigned("ca", "/CN=ca", "-days", "60");
        _openssl.Issue("ca", "srv", Server);
        foreach ((string option, string protocol) in (ReadOnlySpan<(string, string)>)[("-tls1_2", "Tls12"), ("-tls1_3", "Tls13")])
        {
            using NativeServer server = Start("srv", out int port, option, "-CAfile", _openssl.At("ca.crt"), "-cert_chain", _openssl.At("ca.crt"));
            RemoteCertificate remote = Fetch("localhost", port, trust: "ca");
            Assert.True(remote.IsValid, remote.Verification.Message);
            Assert.Equal(protocol, remote.Protocol);
            Assert.Contains("TLS_", remote.CipherSuite, StringComparison.Ordinal);
            Assert.Equal(["CN=srv", "CN=ca"], remote.Presented.Select(one => one.Subject));
            Assert.True(Fetch("127.0.0.1", port, trust: "ca").IsValid);
        }
    }

    [NativeFact("openssl")]
    public void What_is_wrong_is_found_and_the_certificate_shown()
    {
        _openssl.SelfSigned("ca", "/CN=ca", "-days", "60");
        _openssl.Issue("ca", "srv", Server);
        _openssl.Issue("ca", "old", Server, days: -1);
        using (NativeServer server = Start("srv", out int port))
        {
            Assert.Contains(Fetch("localhost", port).Verification.Findings, one => one.Id is CertificateFindingId.PartialChain or CertificateFindingId.Untrusted);
            RemoteCertificate wrong = Fetch("localhost", port, trust: "ca", serverName: "wrong.test");
            Assert.Contains(wrong.Verification.Findings, one => one.Id == CertificateFindingId.WrongHost);
            Assert.True(Fetch("localhost", port, trust: "ca", serverName: "other.test").IsValid);
        }

        using NativeServer expired = Start("old", out int oldPort);
        Assert.Contains(Fetch("localhost", oldPort, trust: "ca").Verification.Findings, one => one.Id == CertificateFindingId.Expired);
    }

    [NativeFact("openssl")]
    public void A_server_that_wants_a_client_certificate_still_shows_its_own()
    {
        _openssl.SelfSigned("ca", "/CN=ca", "-days", "60");
        _openssl.Issue("ca", "srv", Server);
        using NativeServer server = Start("srv", out int port, "-tls1_2", "-Verify", "1");
        Assert.Equal("CN=srv", Fetch("localhost", port, trust: "ca").Subject);
    }

    [NativeFact("openssl")]
    public void An_old_protocol_needs_to_be_allowed()
    {
        _openssl.SelfSigned("ca", "/CN=ca", "-days", "60");
        _openssl.Issue("ca", "srv", Server);
        using NativeServer server = Start("srv", out int port, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0");
        Assert.Equal("RemoteHandshakeFailed", Assert.Throws<UnavailableException>(() => Fetch("localhost", port)).ErrorId);
    }

    [Fact]
    public void A_server_that_says_nothing_ends_in_a_timeout()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;
        Assert.Equal("RemoteTimeout", Assert.Throws<UnavailableException>(() => Fetch("127.0.0.1", port, timeout: TimeSpan.FromSeconds(1))).ErrorId);
        using CancellationTokenSource cancelled = new(TimeSpan.FromMilliseconds(300));
        Assert.ThrowsAny<OperationCanceledException>(() => new CertificateFiles().Fetch(new RemoteCertificateRequest { HostName = "127.0.0.1", Port = port }, cancellation: cancelled.Token));
    }

    [Fact]
    public async Task No_server_and_no_tls_are_told_apart()
    {
        using TcpListener talker = new(IPAddress.Loopback, 0);
        talker.Start();
        int port = ((IPEndPoint)talker.LocalEndpoint).Port;
        Task answer = Task.Run(async () =>
        {
            using TcpClient client = await talker.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync("220 mail.example ESMTP\r\n"u8.ToArray());
            await client.GetStream().FlushAsync();
            await Task.Delay(500);
        });
        Assert.Equal("RemoteHandshakeFailed", Assert.Throws<UnavailableException>(() => Fetch("127.0.0.1", port)).ErrorId);
        await answer;
        talker.Stop();
        Assert.Equal("RemoteUnreachable", Assert.Throws<UnavailableException>(() => Fetch("127.0.0.1", port)).ErrorId);
        Assert.Equal("RemoteUnreachable", Assert.Throws<UnavailableException>(() => Fetch("no-such-host.invalid", 443)).ErrorId);
    }

    [Theory]
    [InlineData("https://example.com", 443, "HostNameInvalid")]
    [InlineData("example.com", 0, "PortInvalid")]
    public void What_cannot_be_asked_for_is_refused(string host, int port, string id) =>
        Assert.Equal(id, Assert.Throws<InvalidInputException>(() => Fetch(host, port)).ErrorId);

    public void Dispose() => _openssl.Dispose();

    private NativeServer Start(string name, out int port, params string[] options)
    {
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        NativeServer server = new("openssl", ["s_server", "-accept", port.ToString(CultureInfo.InvariantCulture), "-cert", _openssl.At(name + ".crt"), "-key", _openssl.At(name + ".key"), .. options]);
        Assert.True(server.WaitUntil(() => server.Log.Contains("ACCEPT", StringComparison.Ordinal)), server.Log);
        return server;
    }

    private RemoteCertificate Fetch(string host, int port, string? trust = null, string? serverName = null, TimeSpan? timeout = null)
    {
        using CertificateBundle? root = trust is null ? null : CertificateFile.Read(_openssl.At(trust + ".crt"));
        return new CertificateFiles().Fetch(new RemoteCertificateRequest
        {
            HostName = host,
            Port = port,
            ServerName = serverName,
            Timeout = timeout ?? TimeSpan.FromSeconds(10),
            Check = new CertificateCheckOptions { TrustedRoots = root is null ? [] : [root.Leaf] },
        });
    }
}
