using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Makes API keys, each of which is shown only once.</summary>
/// <remarks>
/// <para>
/// The output has the key in the property Key, to be handed to whoever shall use it; no view shows it. The store
/// keeps a keyed hash (HMAC-SHA-256), so a key that is lost cannot be had again. A key reads PREFIX_ID_SECRET: the
/// prefix, a public id of 12 characters that may be shown and logged, 190 random bits, and a checksum by which
/// scanners recognise a key that has leaked.
/// </para>
/// <para>
/// A key has scopes (words, or parts joined by colons; <c>*</c> as the last part stands for one part or more,
/// elsewhere for exactly one), an owner, a time from when and until when it is accepted, networks, and limits: a
/// sliding rate limit, a burst a second and a quota. Without <c>-RateLimit</c> it may make 1,000 requests an hour.
/// Limits are exact across processes.
/// </para>
/// <para>
/// <c>-Count</c> makes many keys in transactions of 500; Ctrl+C stops between two of them, and what was written
/// before stays.
/// </para>
/// <para>
/// The audit trail gets the entry <c>api_key_generated</c> for each key, with its id. Errors:
/// <c>ApiKeyLimitInvalid</c> (a limit below 1, a period below a second or above 366 days),
/// <c>ApiKeyNetworkInvalid</c>, <c>ApiKeyPrefixInvalid</c>, <c>PermissionInvalid</c> (a scope), <c>ExpiryInvalid</c>,
/// <c>ExpiryTooFar</c> (an end that no date can say).
/// </para>
/// </remarks>
/// <example>
/// <para>Make a key for a pipeline and hand it over.</para>
/// <code>
/// $key = New-ApiKey ci-deploy deploy:web, read:* -UserId build -ExpiresIn 90d
/// $key.Key
/// </code>
/// </example>
/// <example>
/// <para>Make a key for a partner, bound to their network and limited.</para>
/// <code>
/// New-ApiKey partner-feed read:orders -UserId contoso -AllowedNetwork 203.0.113.0/24 -RateLimit 60 -RatePeriod 1m -Quota 100000 -QuotaPeriod 30d -Tag @{ contract = '2026-17' }
/// </code>
/// </example>
/// <example>
/// <para>Make keys from a list of services.</para>
/// <code>
/// Import-Csv ./services.csv | New-ApiKey -ExpiresIn 365d | Select-Object Name, Id, Key | Export-Csv ./new-keys.csv
/// </code>
/// <para>The columns Name, Scope and UserId are taken. The file has the keys in clear: hand them out and delete it.</para>
/// </example>
/// <example>
/// <para>Make a key for each of 200 devices, named sensor-1 to sensor-200.</para>
/// <code>
/// New-ApiKey sensor write:metrics -Count 200 -Prefix iot | Select-Object Name, Id -First 3
/// </code>
/// </example>
/// <seealso cref="TestApiKeyCommand"/>
/// <seealso cref="GetApiKeyCommand"/>
/// <seealso cref="SetApiKeyCommand"/>
/// <seealso cref="RevokeApiKeyCommand"/>
[Cmdlet(VerbsCommon.New, "ApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(NewApiKey))]
public sealed class NewApiKeyCommand : StoreCmdlet
{
    /// <summary>What the key is for; need not be unique.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <summary>
    /// What it may be used for, as in read, <c>read:users</c>, <c>docs:*</c> or <c>*</c> (everything); nothing in
    /// particular by default.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Scopes", "Permission")]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>Who the key acts for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UserIdCompleter))]
    public string? UserId { get; set; }

    /// <summary>
    /// For how long it is accepted, as in 90d, from now or from <c>-NotBefore</c> on. It never ends when neither this
    /// nor <c>-ExpiresAt</c> is given.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Until when it is accepted; not together with <c>-ExpiresIn</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>From when on it is accepted; at once by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>How many requests it may make in any <c>-RatePeriod</c>; 1,000 by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? RateLimit { get; set; }

    /// <summary>The length of the rate limit's sliding window, as in 1m, from 1s to 366d; an hour by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RatePeriod { get; set; }

    /// <summary>Lets it make any number of requests.</summary>
    [Parameter]
    public SwitchParameter NoRateLimit { get; set; }

    /// <summary>How many requests it may make in any one second; any number within the rate limit by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Burst { get; set; }

    /// <summary>How many requests it may make in all, or until the quota is refilled; no quota by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long? Quota { get; set; }

    /// <summary>How long after its first request the quota is refilled, as in 30d; never by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? QuotaPeriod { get; set; }

    /// <summary>
    /// The addresses or networks that it is accepted from, as in 10.0.0.7, 10.0.0.0/8 or 2001:db8::/32; any by
    /// default.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("AllowedNetworks", "AllowedCidr")]
    public string[] AllowedNetwork { get; set; } = [];

    /// <summary>Names and values to find it by; stored in clear.</summary>
    [Parameter]
    [Alias("Tags")]
    [ArgumentCompleter(typeof(ApiKeyTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <summary>The beginning of the key's text: 2 to 16 letters and digits; esk by default.</summary>
    [Parameter]
    public string Prefix { get; set; } = "esk";

    /// <summary>
    /// How many keys to make of each name, numbered from 1 on (NAME-1, NAME-2, …); one, without a number, by default.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 10_000_000)]
    public int Count { get; set; } = 1;

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (NoRateLimit && RateLimit is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoRateLimit), nameof(RateLimit)));
        if (ExpiresIn is not null && ExpiresAt is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(ExpiresIn), nameof(ExpiresAt)));
        foreach (string name in Name)
        {
            if (!ShouldProcess(name, Count == 1 ? "Make API key" : $"Make {Count} API keys")) continue;
            if (Count == 1) ForEachInput(name, () => WriteObject(store.ApiKeys.Create(Options(name))));
            else ForEachInput(name, () => CreateMany(store, name));
        }
    }

    private void CreateMany(EnterpriseSecurityManager store, string name)
    {
        using CmdletProgress progress = ShowProgress($"Making API keys for {name}");
        int made = 0;
        foreach (NewApiKey key in store.ApiKeys.CreateMany(Enumerable.Range(1, Count).Select(number => Options($"{name}-{number}")), StopToken))
        {
            WriteObject(key);
            progress.Report((double)++made / Count);
        }
    }

    private ApiKeyOptions Options(string name) => new()
    {
        Name = name,
        UserId = UserId,
        Scopes = Scope,
        ExpiresIn = ExpiresIn,
        ExpiresAt = ExpiresAt,
        NotBefore = NotBefore,
        RateLimit = NoRateLimit ? null : RateLimit ?? ApiKeyOptions.DefaultRateLimit,
        RatePeriod = RatePeriod ?? TimeSpan.FromHours(1),
        Burst = Burst,
        Quota = Quota,
        QuotaPeriod = QuotaPeriod,
        AllowedNetworks = AllowedNetwork,
        Tags = TagTable.From(Tag) ?? new Dictionary<string, string>(),
        Prefix = Prefix,
    };
}
