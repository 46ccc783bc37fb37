using System.Net;
using System.Net.Sockets;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Certificates;

/// <summary>Real TLS servers with our chain, visited by curl.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    [Theory]
    [InlineData(CertificateKeyType.Rsa2048)]
    [InlineData(CertificateKeyType.EcdsaP256)]
    public void Curl_trusts_an_openssl_server_with_our_chain(CertificateKeyType type)
    {
        if (NativeTool.Find("openssl") is null || NativeTool.Find("curl") is null) return;
        Issue(type);
        int port = FreePort();
        using NativeServer server = new("openssl", "s_server", "-accept", $"127.0.0.1:{port}", "-cert", _folder["localhost.crt"], "-cert_chain", _folder["issuing.crt"], "-key", _folder["localhost.key"], "-www", "-quiet");
        Assert.True(server.WaitUntil(() => IsOpen(port)), server.Log);
        AssertTrusted(port);
    }

    [Theory]
    [InlineData(CertificateKeyType.Rsa2048)]
    [InlineData(CertificateKeyType.EcdsaP256)]
    public void Curl_trusts_nginx_with_our_files_as_they_are(CertificateKeyType type)
    {
        if (NativeTool.Find("nginx") is null || NativeTool.Find("curl") is null) return;
        Issue(type);
        int port = FreePort();
        File.WriteAllText(_folder["nginx.conf"], $$"""
            daemon off;
            pid {{_folder["nginx.pid"]}};
            error_log stderr;
            events { }
            http {
                access_log off;
                client_body_temp_path {{_folder.Path}};
                proxy_temp_path {{_folder.Path}};
                fastcgi_temp_path {{_folder.Path}};
                uwsgi_temp_path {{_folder.Path}};
                scgi_temp_path {{_folder.Path}};
                server {
                    listen 127.0.0.1:{{port}} ssl;
                    ssl_certificate {{_folder["localhost.crt"]}};
                    ssl_certificate_key {{_folder["localhost.key"]}};
                    return 200 "served";
                }
            }
            """);
        using NativeServer server = new("nginx", "-c", _folder["nginx.conf"], "-p", _folder.Path);
        Assert.True(server.WaitUntil(() => IsOpen(port)), server.Log);
        AssertTrusted(port);
    }

    public void Dispose() => _folder.Dispose();

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsOpen(int port)
    {
        try
        {
            using TcpClient client = new();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            Thread.Sleep(50);
            return false;
        }
    }

    private void Issue(CertificateKeyType type)
    {
        _folder.Root("root", type);
        using (CertificateAuthority root = _folder.Open("root"))
        {
            _folder.Issuer.CreateAuthority(new CertificateAuthorityOptions { Subject = CertificateSubject.Parse("CN=Issuing"), KeyType = type }, _folder.Target("issuing"), root);
        }

        _folder.Leaf("issuing", "localhost", type);
    }

    private void AssertTrusted(int port)
    {
        NativeTool.Run("curl", ["--silent", "--show-error", "--fail", "--max-time", "20", "--cacert", _folder["root.crt"], "--resolve", $"localhost:{port}:127.0.0.1", $"https://localhost:{port}/"]).Succeeded();
        Assert.Equal(60, NativeTool.Run("curl", ["--silent", "--max-time", "20", "--cacert", _folder["root.crt"], "--resolve", $"other.test:{port}:127.0.0.1", $"https://other.test:{port}/"]).ExitCode);
        _folder.Root("stranger");
        Assert.Equal(60, NativeTool.Run("curl", ["--silent", "--max-time", "20", "--cacert", _folder["stranger.crt"], "--resolve", $"localhost:{port}:127.0.0.1", $"https://localhost:{port}/"]).ExitCode);
    }
}
