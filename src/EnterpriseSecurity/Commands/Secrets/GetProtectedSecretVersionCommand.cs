using System.Management.Automation;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Lists the versions of a secret, the newest first.</summary>
[Cmdlet(VerbsCommon.Get, "ProtectedSecretVersion", DefaultParameterSetName = ByName)]
[OutputType(typeof(SecretVersionInfo))]
public sealed class GetProtectedSecretVersionCommand : SecretCmdlet
{
    private protected override void ProcessSecret(SecretManager secrets, SecretReference secret) =>
        ForEachInput(secret.ToString(), () => WriteObject(secrets.GetVersions(secret), enumerateCollection: true));
}
