using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Says when certificates expire: of files, of whole folders, of the system's stores, of TLS endpoints.</summary>
[Cmdlet(VerbsCommon.Get, "CertExpiration", DefaultParameterSetName = ByPath)]
[OutputType(typeof(CertificateExpiration))]
public sealed class GetCertExpirationCommand : CertificateCmdlet
{
    private const string ByEndpoint = "ComputerName";
    private const string BySystemStore = "SystemStore";
    private const string ByManaged = "Managed";

    /// <summary>TLS endpoints as host or host:port; the port is 443 when it is not given.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByEndpoint)]
    public string[] ComputerName { get; set; } = [];

    /// <summary>How long an endpoint may take.</summary>
    [Parameter(ParameterSetName = ByEndpoint)]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Certificate stores of the system, as CurrentUser/My or LocalMachine/Root.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySystemStore)]
    public string[] SystemStore { get; set; } = [];

    /// <summary>Every certificate that the store manages.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByManaged)]
    public SwitchParameter Managed { get; set; }

    /// <summary>Looks into the folders of a folder, too.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Only certificates that have expired, or will within this time.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Within { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (X509Certificate2 one in Certificate) ForEachInput(one.Subject, () => Write([CertificateExpiration.Of(one, one.Subject, DateTimeOffset.UtcNow, Within)]));
        string[] names = Managed ? [.. Resolve().Certificates.List().Select(one => one.Name)] : Name;
        foreach (string name in names)
        {
            ForEachInput(name, () =>
            {
                using CertificateBundle bundle = OpenManaged(name, out string? path);
                Write([CertificateExpiration.Of(bundle.Leaf, name, DateTimeOffset.UtcNow, Within) with { Path = path }]);
            });
        }

        foreach (string store in SystemStore) ForEachInput(store, () => Write(Files.GetSystemExpiration(store, Within)));
        foreach (string endpoint in ComputerName) ForEachInput(endpoint, () => WriteEndpoint(endpoint));
        foreach (string path in ResolvePaths())
        {
            if (Directory.Exists(path)) WriteFolder(path);
            else WriteFile(path);
        }
    }

    private void WriteFile(string path) => ForEachInput(path, () =>
    {
        using SecretBuffer? passphrase = Buffer(Passphrase);
        Write(Files.GetExpiration(path, passphrase, Within));
    });

    private void WriteFolder(string folder)
    {
        using CmdletProgress progress = ShowProgress($"Looking for certificates in {folder}");
        foreach (string path in CertificateFolder.FindFiles(folder, Recurse))
        {
            if (Stopping) return;
            ForEachInput(path, () =>
            {
                try
                {
                    using SecretBuffer? passphrase = Buffer(Passphrase);
                    Write(Files.GetExpiration(path, passphrase, Within));
                }
                catch (AuthenticationFailedException error) when (Passphrase is null)
                {
                    WriteWarning($"{path} was left out. {error.Message}");
                }
                catch (MalformedDataException error) when (error.ErrorId == "CertificateFileEmpty")
                {
                    // Keys, requests and revocation lists have the same extensions, and do not expire.
                    WriteVerbose($"{path}: {error.Message}");
                }
            });
        }
    }

    private void WriteEndpoint(string endpoint)
    {
        (string host, int port) = CertificateEndpoint.Parse(endpoint);
        RemoteCertificate remote = Files.Fetch(new RemoteCertificateRequest { HostName = host, Port = port, Timeout = Timeout, Check = new CertificateCheckOptions { AllowUntrusted = true } }, cancellation: StopToken);
        Write([CertificateExpiration.Of(remote.Certificates[0], endpoint, DateTimeOffset.UtcNow, Within)]);
    }

    private void Write(IReadOnlyList<CertificateExpiration> found) =>
        WriteObject(found.Where(one => Within is null || one.IsExpired || one.ExpiresSoon), enumerateCollection: true);
}
