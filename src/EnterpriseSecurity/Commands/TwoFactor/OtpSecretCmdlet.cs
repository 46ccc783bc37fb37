using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>
/// The base of the cmdlets that take a secret at hand, in Base32 or as an otpauth URI. A URI says how its codes are
/// made; what is given beside it goes before that.
/// </summary>
public abstract class OtpSecretCmdlet : OtpCmdlet
{
    private protected const string BySecret = "Secret";

    /// <summary>Totp, codes by time, or Hotp, codes by a counter; Totp when neither this nor a URI says otherwise.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = BySecret)]
    public OtpType? Type { get; set; }

    /// <summary>The hash function: Sha1, Sha256 or Sha512; Sha1 when neither this nor a URI says otherwise.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = BySecret)]
    public OtpAlgorithm? Algorithm { get; set; }

    /// <summary>The digits of a code, 6 to 8; 6 when neither this nor a URI says otherwise.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = BySecret)]
    [ValidateRange(OtpParameters.MinimumDigits, OtpParameters.MaximumDigits)]
    public int? Digits { get; set; }

    /// <summary>For how many seconds a code stands, 1 to 3,600; 30 when neither this nor a URI says otherwise.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = BySecret)]
    [ValidateRange(1, OtpParameters.MaximumPeriod)]
    public int? Period { get; set; }

    /// <summary>The counter, for codes by a counter; 0 when neither this nor a URI says otherwise.</summary>
    [Parameter(ParameterSetName = BySecret)]
    [ValidateRange(0, long.MaxValue)]
    public long? Counter { get; set; }

    /// <summary>The key of a secret and of these parameters; the caller disposes of it.</summary>
    private protected OtpKey ReadKey(SecureString secret, string? issuer = null, string? account = null)
    {
        using OtpKey given = secret.Read(OtpKey.Parse);
        OtpParameters parameters = given.Parameters with
        {
            Type = Type ?? given.Parameters.Type,
            Algorithm = Algorithm ?? given.Parameters.Algorithm,
            Digits = Digits ?? given.Parameters.Digits,
            Period = Period ?? given.Parameters.Period,
        };
        return given.With(parameters, issuer, account, Counter);
    }
}
