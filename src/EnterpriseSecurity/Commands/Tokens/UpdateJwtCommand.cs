using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>Exchanges a refresh token for the next access token and the next refresh token.</summary>
/// <remarks>
/// <para>
/// A refresh token works once. Keep the new one of the result, and throw the old one away: one that comes a second
/// time revokes its whole session, because nobody can tell whether the owner or a thief came second. So a client must
/// never refresh twice at the same time.
/// </para>
/// <para>
/// The new access token has the subject, issuer, audience and claims with which the session began, and is signed by
/// the present version of the signing key. It never outlives the session, which ends at its end whatever is
/// refreshed.
/// </para>
/// <para>
/// It needs the connected store that began the session. Errors a user meets: JwtRefreshTokenInvalid,
/// JwtRefreshTokenExpired, JwtRefreshTokenRevoked, JwtRefreshTokenReused (the session has just been revoked). The
/// audit trail gets <c>jwt_refreshed</c>, or <c>jwt_session_revoked</c> on reuse.
/// </para>
/// </remarks>
/// <example>
/// <para>Refresh a session.</para>
/// <code>
/// $session = New-Jwt ann -SigningKey api -ExpiresIn 15m -WithRefreshToken
/// $session = $session | Update-Jwt
/// $session.Token
/// </code>
/// </example>
/// <example>
/// <para>Refresh with a token that was kept elsewhere, and make this access token shorter than the others.</para>
/// <code>
/// $kept = (New-Jwt ann -SigningKey api -WithRefreshToken).RefreshToken
/// $next = Update-Jwt $kept -ExpiresIn 5m
/// $next | Select-Object ExpiresAt, RefreshExpiresAt
/// </code>
/// </example>
/// <example>
/// <para>Keep the refresh token of a job in the store, and take the next one at each run.</para>
/// <code>
/// Protect-Secret job-refresh (New-Jwt job -SigningKey api -WithRefreshToken -RefreshExpiresIn 90d).RefreshToken
/// $next = Update-Jwt (Unprotect-Secret job-refresh)
/// $null = Update-ProtectedSecret job-refresh $next.RefreshToken
/// Test-Jwt $next.Token
/// </code>
/// </example>
/// <seealso cref="NewJwtCommand"/>
/// <seealso cref="RevokeJwtCommand"/>
/// <seealso cref="TestJwtCommand"/>
[Cmdlet(VerbsData.Update, "Jwt", SupportsShouldProcess = true)]
[OutputType(typeof(IssuedJwt))]
public sealed class UpdateJwtCommand : StoreCmdlet
{
    /// <summary>
    /// The refresh token of New-Jwt -WithRefreshToken, or of the last Update-Jwt. Text, or a SecureString.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? RefreshToken { get; set; }

    /// <summary>
    /// How long the new access token lasts; as the first one when it is not given. It never outlives the session.
    /// </summary>
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
