using System.Management.Automation;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Fetches and checks the certificate of a TLS endpoint, and says which protocol and cipher suite it chose. No application data is sent.</summary>
[Cmdlet(VerbsCommon.Get, "RemoteCert", SupportsShouldProcess = true)]
[OutputType(typeof(RemoteCertificate))]
public sealed class GetRemoteCertCommand : OptionalStoreCmdlet, IDisposable
{
    private readonly TrustMaterial _material = new();

    /// <summary>The hosts to connect to: names or IP addresses.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ComputerName")]
    public string[] HostName { get; set; } = [];

    /// <summary>The TCP port.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public int Port { get; set; } = CertificateEndpoint.DefaultPort;

    /// <summary>The name to ask for and to check for, when it is not the host's.</summary>
    [Parameter]
    public string? ServerName { get; set; }

    /// <summary>How long connecting and the handshake may take together.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Offers TLS 1.0 and 1.1 too, where the platform still has them.</summary>
    [Parameter]
    public SwitchParameter AllowOldProtocol { get; set; }

    /// <summary>Files of the roots to trust instead of the system's.</summary>
    [Parameter]
    public string[] TrustedRoot { get; set; } = [];

    /// <summary>A new PEM file for the certificates that the server presents.</summary>
    [Parameter]
    public string? SavePath { get; set; }

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _material.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing() => OrTerminate(null, () => _material.AddRoots(TrustedRoot.Select(ResolveNewPath)));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string? target = SavePath is null ? null : ResolveNewPath(SavePath);
        foreach (string host in HostName)
        {
            bool saves = target is not null && ShouldProcess(target, $"Save the certificates of {host}");
            ForEachInput(host, () => WriteObject((TryResolve()?.CertificateFiles ?? new CertificateFiles()).Fetch(
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
                StopToken)));
        }
    }
}
