using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Gets the one-time password of a secret at hand. The store hands out no codes of the users enrolled in it.</summary>
[Cmdlet(VerbsCommon.Get, "TotpCode", DefaultParameterSetName = BySecret)]
[OutputType(typeof(string))]
public sealed class GetTotpCodeCommand : OtpSecretCmdlet
{
    /// <summary>The secret: Base32, or an otpauth URI.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = BySecret)]
    [OtpSecretTransformation]
    public SecureString Secret { get; set; } = null!;

    /// <summary>The moment of the code; now when it is not given.</summary>
    [Parameter(ParameterSetName = BySecret)]
    public DateTimeOffset? At { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(null, () =>
    {
        using OtpKey key = ReadKey(Secret);
        WriteObject(OneTimePasswords.GetCode(key, At));
    });
}
