using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>Says what certificates say of themselves. Whether to believe them is for Test-Cert.</summary>
[Cmdlet(VerbsCommon.Get, "CertInfo", DefaultParameterSetName = ByPath)]
[OutputType(typeof(CertificateInfo))]
public sealed class GetCertInfoCommand : CertificateCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (X509Certificate2 one in Certificate) ForEachInput(one.Subject, () => WriteObject(CertificateInfo.Of(one)));
        foreach (string name in Name)
        {
            ForEachInput(name, () =>
            {
                using CertificateBundle bundle = OpenManaged(name, out string? path);
                WriteObject(CertificateInfo.Of(bundle.Leaf) with { Path = path });
            });
        }

        foreach (string path in ResolvePaths())
        {
            ForEachInput(path, () =>
            {
                using SecretBuffer? passphrase = Buffer(Passphrase);
                WriteObject(Files.Get(path, passphrase), enumerateCollection: true);
            });
        }
    }
}
