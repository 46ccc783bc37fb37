using System.Management.Automation;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>Shows what a signed token says, without verifying anything.</summary>
/// <remarks>
/// <para>
/// Takes the token apart and writes its header and claims as objects, for a look at what a service has issued. Anyone
/// can write such a token, so no decision may rest on it: IsVerified is always false, and Test-Jwt verifies.
/// </para>
/// <para>
/// Needs no key and no store, and writes no audit entry. Text that is no signed token is the error JwtMalformed;
/// encrypted tokens (five parts) are none. Numbers such as <c>exp</c> stay numbers: seconds since 1970 in UTC.
/// </para>
/// </remarks>
/// <example>
/// <para>Read who a token is about and when it ends.</para>
/// <code>
/// $content = Get-Content ./token.txt | ConvertFrom-Jwt
/// $content.Claims.sub
/// [DateTimeOffset]::FromUnixTimeSeconds($content.Claims.exp).LocalDateTime
/// </code>
/// </example>
/// <example>
/// <para>See which key and algorithm a list of tokens names.</para>
/// <code>
/// Get-Content ./tokens.txt | ConvertFrom-Jwt | Select-Object Algorithm, KeyId, Type
/// </code>
/// </example>
/// <example>
/// <para>Show all claims as JSON.</para>
/// <code>
/// (New-Jwt ann -SigningKey api -Claim @{ groups = 'ops', 'dev' } | ConvertFrom-Jwt).Claims | ConvertTo-Json
/// </code>
/// </example>
/// <seealso cref="TestJwtCommand"/>
/// <seealso cref="NewJwtCommand"/>
[Cmdlet(VerbsData.ConvertFrom, "Jwt")]
[OutputType(typeof(JwtContentInfo))]
public sealed class ConvertFromJwtCommand : SecurityCmdlet
{
    /// <summary>The token, without <c>Bearer</c> in front and without white space around it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Token { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string token in Token) ForEachInput(null, () => WriteObject(new JwtContentInfo(UnverifiedJwt.Read(token))));
    }
}
