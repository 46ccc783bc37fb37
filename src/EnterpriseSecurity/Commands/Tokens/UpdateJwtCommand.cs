using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>
/// Exchanges a refresh token for the next access and refresh token. A refresh token works once; one that comes again
/// revokes its session.
/// </summary>
[Cmdlet(VerbsData.Update, "Jwt", SupportsShouldProcess = true)]
[OutputType(typeof(IssuedJwt))]
public sealed class UpdateJwtCommand : StoreCmdlet
{
    /// <summary>The refresh token of New-Jwt -WithRefreshToken, or of the last Update-Jwt.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? RefreshToken { get; set; }

    /// <summary>How long the new access token lasts; as the first one when it is not given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess("refresh token", "Exchange for the next tokens")) return;
        ForEachInput(null, () => WriteObject(store.Tokens.Refresh(RefreshToken!.Reveal(), ExpiresIn)));
    }
}
