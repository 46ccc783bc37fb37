using System.Management.Automation;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Makes an older value of a secret the present one again, as a new version.</summary>
/// <remarks>
/// <para>Nothing is lost: the value that was the present one stays as a version too. The end of the secret starts
/// anew, as with any new value. When the version is the present one already, nothing changes.</para>
/// </remarks>
/// <example>
/// <para>Go back to the value before the last change.</para>
/// <code>
/// Restore-ProtectedSecretVersion api-token -Version 1
/// </code>
/// </example>
/// <example>
/// <para>Go back one version, whatever its number is.</para>
/// <code>
/// $previous = Get-ProtectedSecretVersion api-token | Select-Object -Skip 1 -First 1
/// Restore-ProtectedSecretVersion api-token $previous.Version | Format-Table Name, Version, RotatedAt
/// </code>
/// </example>
/// <seealso cref="GetProtectedSecretVersionCommand"/>
/// <seealso cref="UpdateProtectedSecretCommand"/>
[Cmdlet(VerbsData.Restore, "ProtectedSecretVersion", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SecretInfo))]
public sealed class RestoreProtectedSecretVersionCommand : SecretCmdlet
{
    /// <summary>The version to bring back.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public int Version { get; set; }

    private protected override void ProcessSecret(SecretManager secrets, SecretReference secret, string target)
    {
        if (!ShouldProcess(target, $"Bring back version {Version}")) return;
        ForEachInput(target, () => WriteObject(secrets.RestoreVersion(secret, Version)));
    }
}
