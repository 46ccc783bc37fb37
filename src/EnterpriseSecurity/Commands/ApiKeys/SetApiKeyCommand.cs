using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Changes what is known of API keys; the keys stay what they are.</summary>
[Cmdlet(VerbsCommon.Set, "ApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(ApiKeyInfo))]
public sealed class SetApiKeyCommand : ApiKeyCmdlet
{
    /// <summary>Another name.</summary>
    [Parameter]
    public string? NewName { get; set; }

    /// <summary>Another owner.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(UserIdCompleter))]
    public string? UserId { get; set; }

    /// <summary>All its scopes from now on.</summary>
    [Parameter]
    [Alias("Scopes", "Permission")]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[]? Scope { get; set; }

    /// <summary>It is accepted again.</summary>
    [Parameter]
    public SwitchParameter Enable { get; set; }

    /// <summary>It is not accepted until it is enabled again.</summary>
    [Parameter]
    public SwitchParameter Disable { get; set; }

    /// <summary>For how long, from now, it is accepted.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Until when it is accepted.</summary>
    [Parameter]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>It does not expire any more.</summary>
    [Parameter]
    public SwitchParameter NeverExpires { get; set; }

    /// <summary>How many requests it may make in any <see cref="RatePeriod"/>.</summary>
    [Parameter]
    public int? RateLimit { get; set; }

    /// <summary>The length of the sliding window, as in <c>1m</c>.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RatePeriod { get; set; }

    /// <summary>It may make any number of requests.</summary>
    [Parameter]
    public SwitchParameter NoRateLimit { get; set; }

    /// <summary>How many requests it may make in any one second.</summary>
    [Parameter]
    public int? Burst { get; set; }

    /// <summary>How many requests it may make in all, or until the quota is refilled.</summary>
    [Parameter]
    public long? Quota { get; set; }

    /// <summary>How long after its first request the quota is refilled, as in <c>30d</c>.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? QuotaPeriod { get; set; }

    /// <summary>All addresses and networks that it is accepted from; an empty list for any.</summary>
    [Parameter]
    [Alias("AllowedNetworks", "AllowedCidr")]
    [AllowEmptyCollection]
    public string[]? AllowedNetwork { get; set; }

    /// <summary>All its tags.</summary>
    [Parameter]
    [Alias("Tags")]
    [ArgumentCompleter(typeof(ApiKeyTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Enable && Disable) ThrowTerminatingError(Errors.ParametersConflict(nameof(Enable), nameof(Disable)));
        if (NoRateLimit && RateLimit is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoRateLimit), nameof(RateLimit)));
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
            AllowedNetworks = AllowedNetwork,
            Tags = TagTable.From(Tag),
        })));
    }
}
