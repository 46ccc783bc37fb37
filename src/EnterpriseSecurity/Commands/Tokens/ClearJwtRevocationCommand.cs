using System.Management.Automation;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>Removes what is kept about revoked tokens and sessions that have ended.</summary>
/// <remarks>
/// <para>
/// Entries go five minutes (the longest clock skew) after the end of the token or session that they are about, so a
/// revoked token never becomes good again by it. Entries without an end stay. It is for keeping the store small: once
/// a day is plenty.
/// </para>
/// <para>
/// It asks before; -Force skips the question. It writes one object with the counts Revocations, Sessions and
/// RefreshTokens; the audit trail gets <c>jwt_revocations_cleared</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Clear what has ended.</para>
/// <code>
/// Clear-JwtRevocation -Force
/// </code>
/// </example>
/// <example>
/// <para>See what a nightly job has removed.</para>
/// <code>
/// $cleared = Clear-JwtRevocation -Force
/// "$($cleared.Revocations) entries, $($cleared.Sessions) sessions and $($cleared.RefreshTokens) refresh tokens removed."
/// </code>
/// </example>
/// <seealso cref="RevokeJwtCommand"/>
/// <seealso cref="UpdateJwtCommand"/>
[Cmdlet(VerbsCommon.Clear, "JwtRevocation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(JwtCleanup))]
public sealed class ClearJwtRevocationCommand : StoreCmdlet
{
    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!Confirm(Force, store.Store.Path, "Clear entries of tokens and sessions that have ended")) return;
        ForEachInput(null, () => WriteObject(store.Tokens.ClearRevocations()));
    }
}
