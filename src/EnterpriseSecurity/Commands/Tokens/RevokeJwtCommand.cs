using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>
/// Revokes a token, or the session of a refresh token, in the store: Test-Jwt refuses it from now on. Who verifies
/// without this store does not know of it.
/// </summary>
[Cmdlet(VerbsSecurity.Revoke, "Jwt", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByToken)]
[OutputType(typeof(JwtRevocationInfo))]
public sealed class RevokeJwtCommand : StoreCmdlet
{
    private const string ByToken = "Token";
    private const string ById = "Id";
    private const string ByRefreshToken = "RefreshToken";

    /// <summary>The token; it must be good at this time.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByToken)]
    public string[] Token { get; set; } = [];

    /// <summary>The key of a token that the store's own keys have not signed: PEM, a JSON Web Key or a shared secret.</summary>
    [Parameter(ParameterSetName = ByToken)]
    public object? Key { get; set; }

    /// <summary>The token's id (jti).</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [Alias("Jti")]
    public string[] Id { get; set; } = [];

    /// <summary>When the token ends; without it the entry is kept for ever.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>A refresh token: its session ends, with all its tokens.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRefreshToken)]
    [SecretTransformation]
    public SecureString? RefreshToken { get; set; }

    /// <summary>Why; kept in the audit trail.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the entry of the list of revoked tokens.</summary>
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
