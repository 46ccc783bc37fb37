using System.Management.Automation;
using System.Net;
using System.Security;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Tells whether an API key is accepted, and counts the request.</summary>
/// <remarks>
/// <para>
/// A service calls this with what a client has shown. A key is accepted when it is known, active, within its time,
/// used from an allowed address, has the scopes and is within its limits. The first that fails is the reason of
/// <c>-Detailed</c>: Unknown, Revoked, Disabled, NotYetValid, Expired, AddressNotAllowed, MissingScope, RateLimited,
/// QuotaExhausted. A wrong secret, an unknown id and text that is no key are all Unknown and take the same time.
/// </para>
/// <para>
/// <c>-Detailed</c> also has what to tell the client: Limit, Remaining, ResetAt and RetryAfter. A key that is bound
/// to networks is refused when no <c>-SourceAddress</c> is given.
/// </para>
/// <para>
/// Each accepted call uses up one request of the key's limits; <see cref="TestApiKeyRateLimitCommand"/> looks without
/// counting. A refusal leaves the audit entry <c>api_key_validated</c> with the result denied at once; accepted
/// requests are counted and told of together, some seconds later. A scope to ask for has no wildcard
/// (<c>PermissionInvalid</c>).
/// </para>
/// </remarks>
/// <example>
/// <para>Decide about a request.</para>
/// <code>
/// $shown = Read-Host -AsSecureString 'API key'
/// if (Test-ApiKey $shown -RequiredScope read:users -SourceAddress 10.0.0.7) { 'do it' } else { 'answer 401' }
/// </code>
/// </example>
/// <example>
/// <para>Tell the client why, and how long to wait.</para>
/// <code>
/// $answer = Test-ApiKey (Read-Host -AsSecureString 'API key') -AnyScope read:users, admin:users -Detailed
/// $answer | Format-List IsValid, Refusal, Reason, UserId, Remaining, RetryAfter
/// </code>
/// </example>
/// <example>
/// <para>See that new keys work before they are handed out.</para>
/// <code>
/// New-ApiKey trial read -Count 3 | Test-ApiKey -RequiredScope read
/// </code>
/// </example>
/// <seealso cref="NewApiKeyCommand"/>
/// <seealso cref="TestApiKeyRateLimitCommand"/>
/// <seealso cref="GetApiKeyUsageCommand"/>
/// <seealso cref="RevokeApiKeyCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "ApiKey")]
[OutputType(typeof(bool), typeof(ApiKeyValidation))]
public sealed class TestApiKeyCommand : StoreCmdlet
{
    /// <summary>The whole key as the client has shown it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Key { get; set; } = new();

    /// <summary>Scopes that the key must all have, as in <c>read:users</c>; without wildcards.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[] RequiredScope { get; set; } = [];

    /// <summary>Scopes of which the key must have at least one; without wildcards.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[] AnyScope { get; set; } = [];

    /// <summary>The IP address that the request comes from. A key that is bound to networks is refused without it.</summary>
    [Parameter]
    [Alias("IPAddress")]
    public IPAddress? SourceAddress { get; set; }

    /// <summary>
    /// Writes an object with IsValid, Refusal, Reason, Id, UserId, Scopes, Remaining, ResetAt and RetryAfter instead
    /// of true or false.
    /// </summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(null, () =>
    {
        using SecretBuffer key = Key.ToUtf8Buffer();
        ApiKeyValidation answer = store.ApiKeys.Validate(key.Span, new ApiKeyCheck { RequiredScopes = RequiredScope, AnyScope = AnyScope, SourceAddress = SourceAddress });
        // A refusal is in the trail, with its reason; of uses only their number is kept.
        if (answer.IsValid) WriteVerbose($"The API key {answer.Id} ('{answer.Name}') is accepted, with the scopes {string.Join(", ", answer.Scopes)}.");
        WriteObject(Detailed ? answer : answer.IsValid);
    });
}
