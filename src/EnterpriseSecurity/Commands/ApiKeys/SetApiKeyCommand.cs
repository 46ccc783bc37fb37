using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>
/// Changes the owner, scopes, times, limits, networks or tags of API keys; the keys themselves stay what they are.
/// </summary>
/// <remarks>
/// <para>
/// What is not given stays. Changes count at the next request, in every process. <c>-Disable</c> keeps a key from
/// being accepted until <c>-Enable</c>; <see cref="RevokeApiKeyCommand"/> is for good. A revoked key cannot be
/// changed (<c>ApiKeyIsRevoked</c>).
/// </para>
/// <para>
/// The output is the key as it is now. The audit trail gets the entry <c>api_key_updated</c>. Errors:
/// <c>ApiKeyNotFound</c>, <c>ApiKeyLimitInvalid</c>, <c>ApiKeyNetworkInvalid</c>, <c>PermissionInvalid</c> (a scope),
/// <c>ExpiryInvalid</c> (an end in the past, or before its beginning), <c>ExpiryTooFar</c> (an end that no date can say).
/// </para>
/// </remarks>
/// <example>
/// <para>Let a key live a quarter longer.</para>
/// <code>
/// Get-ApiKey ci-* | Set-ApiKey -ExpiresIn 90d
/// </code>
/// </example>
/// <example>
/// <para>Stop a user's keys while something is looked into, and allow them again.</para>
/// <code>
/// Get-ApiKey -UserId ada | Set-ApiKey -Disable
/// Get-ApiKey -UserId ada -State Disabled | Set-ApiKey -Enable
/// </code>
/// </example>
/// <example>
/// <para>Narrow what a key may do, and from where.</para>
/// <code>
/// Get-ApiKey backend | Set-ApiKey -Scope read:orders -AllowedNetwork 10.0.0.0/8 -RateLimit 600 -RatePeriod 1m
/// </code>
/// </example>
/// <seealso cref="GetApiKeyCommand"/>
/// <seealso cref="AddApiKeyScopeCommand"/>
/// <seealso cref="RemoveApiKeyScopeCommand"/>
/// <seealso cref="RevokeApiKeyCommand"/>
[Cmdlet(VerbsCommon.Set, "ApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(ApiKeyInfo))]
public sealed class SetApiKeyCommand : ApiKeyCmdlet
{
    /// <summary>The new name.</summary>
    [Parameter]
    public string? NewName { get; set; }

    /// <summary>The new owner.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(UserIdCompleter))]
    public string? UserId { get; set; }

    /// <summary>
    /// All its scopes from now on, in place of those it has. <see cref="AddApiKeyScopeCommand"/> and
    /// <see cref="RemoveApiKeyScopeCommand"/> change single ones.
    /// </summary>
    [Parameter]
    [Alias("Scopes", "Permission")]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[]? Scope { get; set; }

    /// <summary>Makes a disabled key accepted again.</summary>
    [Parameter]
    public SwitchParameter Enable { get; set; }

    /// <summary>Keeps the key from being accepted until it is enabled again.</summary>
    [Parameter]
    public SwitchParameter Disable { get; set; }

    /// <summary>For how long, from now, it is accepted, as in 90d.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Until when it is accepted; not together with <c>-ExpiresIn</c>.</summary>
    [Parameter]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Takes its end away.</summary>
    [Parameter]
    public SwitchParameter NeverExpires { get; set; }

    /// <summary>How many requests it may make in any <c>-RatePeriod</c>.</summary>
    [Parameter]
    public int? RateLimit { get; set; }

    /// <summary>The length of the rate limit's sliding window, as in 1m, from 1s to 366d.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RatePeriod { get; set; }

    /// <summary>Lets it make any number of requests.</summary>
    [Parameter]
    public SwitchParameter NoRateLimit { get; set; }

    /// <summary>How many requests it may make in any one second.</summary>
    [Parameter]
    public int? Burst { get; set; }

    /// <summary>Takes the limit of any one second away.</summary>
    [Parameter]
    public SwitchParameter NoBurst { get; set; }

    /// <summary>How many requests it may make in all, or until the quota is refilled.</summary>
    [Parameter]
    public long? Quota { get; set; }

    /// <summary>How long after its first request the quota is refilled, as in 30d.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? QuotaPeriod { get; set; }

    /// <summary>Takes the quota away, and its period.</summary>
    [Parameter]
    public SwitchParameter NoQuota { get; set; }

    /// <summary>Has it accepted from now on, when it was made to be accepted later only.</summary>
    [Parameter]
    public SwitchParameter NoNotBefore { get; set; }

    /// <summary>
    /// All addresses and networks that it is accepted from, in place of those it has; an empty list, @(), for any.
    /// </summary>
    [Parameter]
    [Alias("AllowedNetworks", "AllowedCidr")]
    [AllowEmptyCollection]
    public string[]? AllowedNetwork { get; set; }

    /// <summary>All its tags, in place of those it has.</summary>
    [Parameter]
    [Alias("Tags")]
    [ArgumentCompleter(typeof(ApiKeyTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Enable && Disable) ThrowTerminatingError(Errors.ParametersConflict(nameof(Enable), nameof(Disable)));
        if (NoRateLimit && RateLimit is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoRateLimit), nameof(RateLimit)));
        if (NoBurst && Burst is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoBurst), nameof(Burst)));
        if (NoQuota && (Quota is not null || QuotaPeriod is not null)) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoQuota), Quota is null ? nameof(QuotaPeriod) : nameof(Quota)));
        if (ExpiresIn is not null && ExpiresAt is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(ExpiresIn), nameof(ExpiresAt)));
        if (NeverExpires && (ExpiresIn is not null || ExpiresAt is not null)) ThrowTerminatingError(Errors.ParametersConflict(nameof(NeverExpires), ExpiresIn is null ? nameof(ExpiresAt) : nameof(ExpiresIn)));
    }

    private protected override void ProcessKey(ApiKeyManager keys, string id)
    {
        if (!ShouldProcess(id, "Change API key")) return;
        ForEachInput(id, () => WriteObject(keys.Set(id, new ApiKeyChanges
        {
            Name = NewName,
            UserId = UserId,
            Scopes = Scope,
            Enabled = Enable ? true : Disable ? false : null,
            ExpiresIn = ExpiresIn,
            ExpiresAt = ExpiresAt,
            NeverExpires = NeverExpires,
            RateLimit = RateLimit,
            RatePeriod = RatePeriod,
            NoRateLimit = NoRateLimit,
            Burst = Burst,
            Quota = Quota,
            QuotaPeriod = QuotaPeriod,
            NoBurst = NoBurst,
            NoQuota = NoQuota,
            NoNotBefore = NoNotBefore,
            AllowedNetworks = AllowedNetwork,
            Tags = TagTable.From(Tag),
        })));
    }
}
