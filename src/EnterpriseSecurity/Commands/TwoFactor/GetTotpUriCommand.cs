using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>
/// Gets the otpauth URI of a secret at hand, or of an enrolment that is still pending. Once it is confirmed the store
/// gives the secret out no more.
/// </summary>
[Cmdlet(VerbsCommon.Get, "TotpUri", DefaultParameterSetName = ByUser)]
[OutputType(typeof(string))]
public sealed class GetTotpUriCommand : OtpSecretCmdlet
{
    private const string ByUser = "UserId";

    /// <summary>The user with a pending enrolment.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByUser)]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>The secret: Base32, or an otpauth URI to be written anew.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySecret)]
    [OtpSecretTransformation]
    public SecureString Secret { get; set; } = null!;

    /// <summary>The account in the authenticator app; needed beside a secret in Base32.</summary>
    [Parameter(ParameterSetName = BySecret)]
    public string? AccountName { get; set; }

    /// <summary>Who asks for the codes, as the user's app shows it.</summary>
    [Parameter(ParameterSetName = BySecret)]
    public string? Issuer { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == BySecret)
        {
            ForEachInput(AccountName, () =>
            {
                using OtpKey key = ReadKey(Secret, Issuer, AccountName);
                WriteObject(key.RevealUri());
            });
            return;
        }

        EnterpriseSecurityManager store = Resolve();
        foreach (string user in UserId)
        {
            ForEachInput(user, () =>
            {
                using OtpKey key = store.TwoFactor.GetPendingKey(user);
                WriteObject(key.RevealUri());
            });
        }
    }
}
