using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>Revokes a token, or the session of a refresh token, in the connected store.</summary>
/// <remarks>
/// <para>
/// From now on Test-Jwt refuses the token, with this store connected, whichever key verifies it. Who verifies without
/// this store does not know of it and takes the token until its end, so keep tokens short where others verify.
/// </para>
/// <para>
/// A token is revoked by itself (it must be good at this time), or by its id (<c>jti</c>), for one that is not at
/// hand. -RefreshToken ends a session: its refresh tokens, and in this store all its access tokens, are refused.
/// Revoking twice is no error.
/// </para>
/// <para>
/// An entry holds the id, the token's end and -Reason, never the token. It asks before; -Force skips the question.
/// The audit trail gets <c>jwt_revoked</c> or <c>jwt_session_revoked</c>. A token that the store cannot verify is
/// JwtNotRevocable: give its -Key, or its id.
/// </para>
/// </remarks>
/// <example>
/// <para>Revoke a token that has leaked.</para>
/// <code>
/// $token = New-Jwt ann -SigningKey api
/// Revoke-Jwt $token -Reason 'in a log file' -Force
/// Test-Jwt $token
/// </code>
/// </example>
/// <example>
/// <para>Sign a user out: end the session with all its tokens.</para>
/// <code>
/// $session = New-Jwt ann -SigningKey api -WithRefreshToken
/// Revoke-Jwt -RefreshToken $session.RefreshToken -Reason 'signed out' -Force
/// </code>
/// </example>
/// <example>
/// <para>Revoke what was issued to someone, by the ids that were kept.</para>
/// <code>
/// 'ann', 'bob' | New-Jwt -SigningKey api -Detailed | Select-Object Subject, Id, ExpiresAt | Export-Csv ./issued.csv
/// Import-Csv ./issued.csv | Where-Object Subject -eq bob |
///     Revoke-Jwt -Reason 'left the company' -Force -PassThru
/// </code>
/// </example>
/// <seealso cref="TestJwtCommand"/>
/// <seealso cref="NewJwtCommand"/>
/// <seealso cref="UpdateJwtCommand"/>
/// <seealso cref="ClearJwtRevocationCommand"/>
[Cmdlet(VerbsSecurity.Revoke, "Jwt", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByToken)]
[OutputType(typeof(JwtRevocationInfo))]
public sealed class RevokeJwtCommand : StoreCmdlet
{
    private const string ByToken = "Token";
    private const string ById = "Id";
    private const string ByRefreshToken = "RefreshToken";

    /// <summary>The token; it must be good at this time, whatever its audience.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByToken)]
    public string[] Token { get; set; } = [];

    /// <summary>
    /// The key of a token that the store's own keys have not signed: PEM, a JSON Web Key or a shared secret.
    /// </summary>
    [Parameter(ParameterSetName = ByToken)]
    public object? Key { get; set; }

    /// <summary>The token's id (jti), as New-Jwt -Detailed and ConvertFrom-Jwt show it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [Alias("Jti")]
    public string[] Id { get; set; } = [];

    /// <summary>
    /// When the token ends. The entry can be cleared after that; without it the entry is kept for ever.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>A refresh token: its session ends, with all its tokens.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRefreshToken)]
    [SecretTransformation]
    public SecureString? RefreshToken { get; set; }

    /// <summary>Why; kept in the list and in the audit trail.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the entry of the list of revoked tokens; a session has none.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (RefreshToken is not null)
        {
            if (Confirm(Force, "session of the refresh token", "Revoke session")) ForEachInput(null, () => store.Tokens.RevokeSession(RefreshToken.Reveal(), Reason));
            return;
        }

        foreach (string id in Id)
        {
            if (Confirm(Force, id, "Revoke token")) ForEachInput(id, () => Write(store.Tokens.RevokeById(id, ExpiresAt, Reason)));
        }

        foreach (string token in Token)
        {
            if (Confirm(Force, "token", "Revoke token")) ForEachInput(null, () => RevokeToken(store.Tokens, token));
        }
    }

    private void RevokeToken(TokenManager tokens, string token)
    {
        if (Key is null)
        {
            Write(tokens.Revoke(token, null, Reason));
            return;
        }

        using SecretBuffer content = KeyContent.From(Key);
        using JwtKey key = JwtKey.Load(content.Span);
        Write(tokens.Revoke(token, [key], Reason));
    }

    private void Write(JwtRevocationInfo entry)
    {
        if (PassThru) WriteObject(entry);
    }
}
