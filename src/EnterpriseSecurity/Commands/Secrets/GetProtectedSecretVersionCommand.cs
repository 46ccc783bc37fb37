using System.Management.Automation;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Lists the versions of a secret, the newest first.</summary>
/// <remarks>
/// <para>Every value that a secret had is kept under its number, sealed as the present one is, until the secret is
/// destroyed. Values are not shown: Unprotect-Secret <c>-Version</c> opens one, Restore-ProtectedSecretVersion
/// makes one the present value again.</para>
/// </remarks>
/// <example>
/// <para>See when a secret was changed.</para>
/// <code>
/// Get-ProtectedSecretVersion api-token
/// </code>
/// </example>
/// <example>
/// <para>Count how often each secret was changed.</para>
/// <code>
/// Get-ProtectedSecret | ForEach-Object { [pscustomobject]@{ Name = $_.Name; Versions = @(Get-ProtectedSecretVersion $_.Name).Count } }
/// </code>
/// </example>
/// <seealso cref="RestoreProtectedSecretVersionCommand"/>
/// <seealso cref="UnprotectSecretCommand"/>
/// <seealso cref="UpdateProtectedSecretCommand"/>
[Cmdlet(VerbsCommon.Get, "ProtectedSecretVersion", DefaultParameterSetName = ByName)]
[OutputType(typeof(SecretVersionInfo))]
public sealed class GetProtectedSecretVersionCommand : SecretCmdlet
{
    private protected override void ProcessSecret(SecretManager secrets, SecretReference secret, string target) =>
        ForEachInput(target, () => WriteObject(secrets.GetVersions(secret), enumerateCollection: true));
}
