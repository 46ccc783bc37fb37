using System.Management.Automation;
using EnterpriseSecurity.Commands.TwoFactor;

namespace EnterpriseSecurity.Conversion;

/// <summary>
/// Lets a <see cref="System.Security.SecureString"/> parameter take what <see cref="SecretTransformationAttribute"/>
/// takes, what New-TotpSecret writes, and any object with a property <c>ProvisioningUri</c> or <c>Secret</c>.
/// </summary>
public sealed class OtpSecretTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly SecretTransformationAttribute Plain = new();

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Plain.Transform(engineIntrinsics, inputData switch
        {
            TotpSecret made => made.RevealProvisioningUri(),
            PSObject { BaseObject: TotpSecret made } => made.RevealProvisioningUri(),
            PSObject { BaseObject: PSCustomObject } table => Find(table, "ProvisioningUri") ?? Find(table, "Secret") ?? inputData,
            _ => inputData,
        });

    private static object? Find(PSObject table, string property) => table.Properties[property]?.Value;
}
