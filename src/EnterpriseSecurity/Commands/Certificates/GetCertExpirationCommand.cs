using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>
/// Says when certificates expire: those of files, folders, the system's stores, TLS endpoints, and the connected
/// store.
/// </summary>
/// <remarks>
/// <para>
/// One object a certificate, with IsExpired, ExpiresSoon, DaysUntilExpiry, NotAfter and where it was found (Source).
/// Without -Within everything is listed and soon means 30 days; with -Within only what has expired or will within
/// that time. Nothing else is checked: Test-Cert does that.
/// </para>
/// <para>
/// A folder is searched for .pem .crt .cer .cert .der .p7b .p7c .pfx and .p12 files, with -Recurse in the folders
/// below too; keys, requests and lists are passed over, and a PFX without its passphrase is a warning. A folder
/// that cannot be read is an error of its own, and the others go on. Of an endpoint, the server's own certificate is
/// looked at, whoever signed it.
/// </para>
/// <para>
/// No store is needed but for -Name and -Managed. An endpoint that does not answer is an error of its own
/// (RemoteUnreachable, RemoteTimeout), and the others go on.
/// </para>
/// </remarks>
/// <example>
/// <para>See what expires within 30 days in a folder tree.</para>
/// <code>
/// Get-CertExpiration ./tls -Recurse -Within 30d
/// </code>
/// </example>
/// <example>
/// <para>Watch servers from a scheduled job, and fail when one needs a new certificate.</para>
/// <code>
/// $soon = Get-CertExpiration -ComputerName localhost:8443 -Within 21d
/// if ($soon) { throw "Renew: $($soon.Source -join ', ')" }
/// </code>
/// </example>
/// <example>
/// <para>Renew every certificate that the connected store manages and that ends within two weeks.</para>
/// <code>
/// Get-CertExpiration -Managed -Within 2w | Update-Cert
/// </code>
/// </example>
/// <example>
/// <para>Write a list of all dates for a report.</para>
/// <code>
/// Get-ChildItem ./tls/*.crt | Get-CertExpiration | Sort-Object NotAfter |
///     Select-Object Source, Subject, NotAfter | Export-Csv ./certificates.csv
/// </code>
/// </example>
/// <example>
/// <para>Look at the system's trusted roots.</para>
/// <code>
/// Get-CertExpiration -SystemStore LocalMachine/Root -Within 365d
/// </code>
/// </example>
/// <seealso cref="UpdateCertCommand"/>
/// <seealso cref="TestCertCommand"/>
/// <seealso cref="GetRemoteCertCommand"/>
/// <seealso cref="GetCertInfoCommand"/>
[Cmdlet(VerbsCommon.Get, "CertExpiration", DefaultParameterSetName = ByPath)]
[OutputType(typeof(CertificateExpiration))]
public sealed class GetCertExpirationCommand : CertificateCmdlet
{
    private const string ByEndpoint = "ComputerName";
    private const string BySystemStore = "SystemStore";
    private const string ByManaged = "Managed";

    /// <summary>
    /// TLS endpoints as host, host:port or [IPv6 address]:port; the port is 443 when it is not given. This goes over
    /// the network.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByEndpoint)]
    public string[] ComputerName { get; set; } = [];

    /// <summary>How long one endpoint may take, as in <c>5s</c>; 10 seconds when it is not given.</summary>
    [Parameter(ParameterSetName = ByEndpoint)]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Certificate stores of the system, as <c>CurrentUser/My</c> or <c>LocalMachine/Root</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySystemStore)]
    public string[] SystemStore { get; set; } = [];

    /// <summary>Every certificate that the connected store manages, authorities too.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByManaged)]
    public SwitchParameter Managed { get; set; }

    /// <summary>Looks into the folders below a folder, too; links to folders are not followed.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Only certificates that have expired, or will within this time, as in <c>30d</c>.</summary>
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
                Write([CertificateExpiration.Of(bundle.Leaf, name, DateTimeOffset.UtcNow, Within) with { Name = name, Path = path }]);
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
        // A folder that cannot be read is not an empty one.
        foreach (string path in CertificateFolder.FindFiles(folder, Recurse, (unread, error) => ForEachInput(unread, () => ExceptionDispatchInfo.Throw(error))))
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
