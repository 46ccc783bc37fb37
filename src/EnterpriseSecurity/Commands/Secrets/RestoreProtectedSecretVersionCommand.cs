using System.Management.Automation;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Makes an older value of a secret the present one again, as a new version.</summary>
[Cmdlet(VerbsData.Restore, "ProtectedSecretVersion", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SecretInfo))]
public sealed class RestoreProtectedSecretVersionCommand : SecretCmdlet
{
    /// <summary>The version to bring back.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public int Version { get; set; }

    private protected override void ProcessSecret(SecretManager secrets, SecretReference secret)
    {
        if (!ShouldProcess(secret.ToString(), $"Bring back version {Version}")) return;
        ForEachInput(secret.ToString(), () => WriteObject(secrets.RestoreVersion(secret, Version)));
    }
}
