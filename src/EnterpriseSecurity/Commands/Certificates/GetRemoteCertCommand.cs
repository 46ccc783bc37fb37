using System.Management.Automation;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>
/// Fetches and checks the certificate of a TLS endpoint, and says which protocol and cipher suite it chose.
/// </summary>
/// <remarks>
/// <para>
/// Connects, does a TLS handshake and hangs up; no application data is sent. It offers TLS 1.2 and 1.3. A certificate
/// that fails the check is shown as well as one that passes: IsValid and Verification say what the check for the
/// server's name came to, Presented what the server sent.
/// </para>
/// <para>
/// Trusted are the system's roots, or with -TrustedRoot those and no others. -ServerName is asked for (SNI) and
/// checked for in the host's place, to look at one server behind a load balancer, or before DNS points to it.
/// STARTTLS is not spoken: use a port that speaks TLS from its first byte.
/// </para>
/// <para>
/// No store is needed; a connected one gets <c>certificate_fetched</c> in its audit trail. Errors a user meets:
/// RemoteUnreachable, RemoteTimeout, RemoteHandshakeFailed, HostNameInvalid (give a name without <c>https://</c>).
/// </para>
/// </remarks>
/// <example>
/// <para>
/// Look at the certificate, protocol and cipher suite of a server with a certificate of your own authority.
/// </para>
/// <code>
/// Get-RemoteCert localhost -Port 8443 -TrustedRoot ./ca.crt
/// </code>
/// </example>
/// <example>
/// <para>Learn what is wrong with a server's certificate.</para>
/// <code>
/// (Get-RemoteCert localhost -Port 8443).Verification.Findings | Format-Table Severity, Id, Message -Wrap
/// </code>
/// </example>
/// <example>
/// <para>Check one server behind a load balancer under the public name.</para>
/// <code>
/// $remote = Get-RemoteCert 127.0.0.1 -Port 8443 -ServerName www.example.com -TrustedRoot ./ca.crt
/// $remote.IsValid
/// </code>
/// </example>
/// <example>
/// <para>Save what a server presents, to look at it with other tools.</para>
/// <code>
/// Get-RemoteCert localhost -Port 8443 -SavePath ./presented.pem | Select-Object Subject, Path
/// </code>
/// </example>
/// <example>
/// <para>Compare protocol and end of several servers.</para>
/// <code>
/// 'localhost', '127.0.0.1' | Get-RemoteCert -Port 8443 -TrustedRoot ./ca.crt |
///     Select-Object HostName, Protocol, NotAfter, IsValid
/// </code>
/// </example>
/// <seealso cref="TestCertCommand"/>
/// <seealso cref="GetCertExpirationCommand"/>
/// <seealso cref="GetCertInfoCommand"/>
[Cmdlet(VerbsCommon.Get, "RemoteCert", SupportsShouldProcess = true)]
[OutputType(typeof(RemoteCertificate))]
public sealed class GetRemoteCertCommand : OptionalStoreCmdlet
{
    private readonly TrustMaterial _material = new();

    /// <summary>The hosts to connect to: names or IP addresses, without a scheme.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ComputerName")]
    public string[] HostName { get; set; } = [];

    /// <summary>The TCP port, 1 to 65535; 443 when it is not given.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public int Port { get; set; } = CertificateEndpoint.DefaultPort;

    /// <summary>The name to ask for and to check for, when it is not the host's.</summary>
    [Parameter]
    public string? ServerName { get; set; }

    /// <summary>
    /// How long connecting and the handshake may take together, as in <c>5s</c>, up to an hour; 10 seconds when it is
    /// not given.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Offers TLS 1.0 and 1.1 too, where the platform still has them.</summary>
    [Parameter]
    public SwitchParameter AllowOldProtocol { get; set; }

    /// <summary>Files of the roots to trust, instead of the system's.</summary>
    [Parameter]
    public string[] TrustedRoot { get; set; } = [];

    /// <summary>A new PEM file for the certificates that the server presents, in its order.</summary>
    [Parameter]
    public string? SavePath { get; set; }

    /// <summary>Replaces the -SavePath file when it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _material.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing() => OrTerminate(null, () => _material.AddRoots(TrustedRoot.Select(ResolveNewPath)));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string? target = SavePath is null ? null : ResolveNewPath(SavePath);
        foreach (string host in HostName)
        {
            bool saves = target is not null && ShouldProcess(target, $"Save the certificates of {host}");
            ForEachInput(host, () =>
            {
                using CmdletProgress progress = ShowProgress($"Asking {host}");
                WriteObject((TryResolve()?.CertificateFiles ?? new CertificateFiles()).Fetch(
                    new RemoteCertificateRequest
                    {
                        HostName = host,
                        Port = Port,
                        ServerName = ServerName,
                        Timeout = Timeout,
                        AllowOldProtocols = AllowOldProtocol,
                        Check = new CertificateCheckOptions { TrustedRoots = _material.Roots },
                    },
                    saves ? target : null,
                    Force,
                    StopToken));
            });
        }
    }
}
