using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>
/// Lists the connected store's signing keys for tokens, each version with its state, without the private parts.
/// </summary>
/// <remarks>
/// <para>
/// One object a version, the newest first: name, key id (as in the header of tokens), algorithm, version, state, when
/// it was made and until when it verifies. The active version signs; a previous one only verifies, until ExpiresAt.
/// PublicJwk is the public part as a JSON Web Key; a shared secret has none.
/// </para>
/// <para>
/// A name that does not exist is JwtSigningKeyNotFound; a wildcard that matches nothing gives nothing. The audit
/// trail gets <c>jwt_signing_key_listed</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>List all versions of all keys.</para>
/// <code>
/// Get-JwtSigningKey
/// </code>
/// </example>
/// <example>
/// <para>Find the keys that nobody has rotated for 90 days.</para>
/// <code>
/// Get-JwtSigningKey | Where-Object { $_.State -eq 'Current' -and $_.CreatedAt -lt (Get-Date).AddDays(-90) }
/// </code>
/// </example>
/// <example>
/// <para>See which key has signed a token.</para>
/// <code>
/// $id = (Get-Content ./token.txt | ConvertFrom-Jwt).KeyId
/// Get-JwtSigningKey | Where-Object KeyId -eq $id | Select-Object Name, Version, State, ExpiresAt
/// </code>
/// </example>
/// <seealso cref="NewJwtSigningKeyCommand"/>
/// <seealso cref="ExportJwtKeySetCommand"/>
[Cmdlet(VerbsCommon.Get, "JwtSigningKey")]
[OutputType(typeof(JwtSigningKeyInfo))]
public sealed class GetJwtSigningKeyCommand : StoreCmdlet
{
    /// <summary>The name; wildcards allowed, case does not matter. Every key when it is not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JwtSigningKeyNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string name in Name) ForEachInput(name, () => WriteObject(store.Tokens.ListSigningKeys(name), enumerateCollection: true));
    }
}
