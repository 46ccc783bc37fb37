using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Makes API keys. The key itself is shown this once; the store keeps a keyed hash of it.</summary>
[Cmdlet(VerbsCommon.New, "ApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(NewApiKey))]
public sealed class NewApiKeyCommand : StoreCmdlet
{
    /// <summary>What the key is for; need not be unique.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <summary>What it may be used for, as in <c>read</c>, <c>read:users</c>, <c>docs:*</c>, <c>*</c>.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Scopes", "Permission")]
    [ArgumentCompleter(typeof(ApiKeyScopeCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>Who the key acts for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UserIdCompleter))]
    public string? UserId { get; set; }

    /// <summary>For how long it is accepted, as in <c>90d</c>.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Until when it is accepted.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>From when on it is accepted.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>How many requests it may make in any <see cref="RatePeriod"/>; 1,000 when nothing is said.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? RateLimit { get; set; }

    /// <summary>The length of the sliding window, as in <c>1m</c>; an hour when nothing is said.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RatePeriod { get; set; }

    /// <summary>It may make any number of requests.</summary>
    [Parameter]
    public SwitchParameter NoRateLimit { get; set; }

    /// <summary>How many requests it may make in any one second.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Burst { get; set; }

    /// <summary>How many requests it may make in all, or until the quota is refilled.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long? Quota { get; set; }

    /// <summary>How long after its first request the quota is refilled, as in <c>30d</c>; never when nothing is said.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? QuotaPeriod { get; set; }

    /// <summary>Addresses or networks that it is accepted from, as in <c>10.0.0.0/8</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("AllowedNetworks", "AllowedCidr")]
    public string[] AllowedNetwork { get; set; } = [];

    /// <summary>Names and values to find it by; stored in clear.</summary>
    [Parameter]
    [Alias("Tags")]
    [ArgumentCompleter(typeof(ApiKeyTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <summary>The beginning of the key's text: 2 to 16 letters and digits.</summary>
    [Parameter]
    public string Prefix { get; set; } = "esk";

    /// <summary>How many keys to make of each name, numbered from 1 on.</summary>
    [Parameter]
    [ValidateRange(1, 10_000_000)]
    public int Count { get; set; } = 1;

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (NoRateLimit && RateLimit is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoRateLimit), nameof(RateLimit)));
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
