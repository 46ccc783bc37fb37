using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Commands.TwoFactor;

/// <summary>Gets what the store knows of users' second factors, never a secret.</summary>
[Cmdlet(VerbsCommon.Get, "TotpEnrollment")]
[OutputType(typeof(OtpEnrollment))]
public sealed class GetTotpEnrollmentCommand : StoreCmdlet
{
    /// <summary>The users; may have wildcards. All when it is not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TotpUserIdCompleter))]
    public string[] UserId { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string user in UserId)
        {
            ForEachInput(user, () =>
            {
                if (!WildcardPattern.ContainsWildcardCharacters(user))
                {
                    WriteObject(store.TwoFactor.Get(user));
                    return;
                }

                WildcardPattern pattern = WildcardPattern.Get(user, WildcardOptions.IgnoreCase);
                WriteObject(store.TwoFactor.List().Where(enrollment => pattern.IsMatch(enrollment.UserId)), enumerateCollection: true);
            });
        }
    }
}
