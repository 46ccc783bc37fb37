using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>The base of the cmdlets that take the rules of a password policy: each that is given replaces the policy's.</summary>
public abstract class PasswordPolicyCmdlet : OptionalStoreCmdlet
{
    /// <summary>The fewest characters (Unicode code points), 1 to 1,024; 8 in the default policy.</summary>
    [Parameter]
    public int? MinLength { get; set; }

    /// <summary>The most characters, from MinLength to 1,024; 256 in the default policy.</summary>
    [Parameter]
    public int? MaxLength { get; set; }

    /// <summary>Whether a capital letter of any script is required; $true in the default policy.</summary>
    [Parameter]
    public bool? RequireUppercase { get; set; }

    /// <summary>Whether a small letter of any script is required; $true in the default policy.</summary>
    [Parameter]
    public bool? RequireLowercase { get; set; }

    /// <summary>Whether a digit is required; $true in the default policy.</summary>
    [Parameter]
    public bool? RequireDigit { get; set; }

    /// <summary>
    /// Whether something is required that is no digit and neither a capital nor a small letter, as a space is; $true
    /// in the default policy.
    /// </summary>
    [Parameter]
    public bool? RequireSymbol { get; set; }

    /// <summary>How often one character may stand in a row, 0 for any number; 3 in the default policy.</summary>
    [Parameter]
    public int? MaxRepeatedCharacters { get; set; }

    /// <summary>Whether passwords are refused that everyone tries first; $true in the default policy. No network is used.</summary>
    [Parameter]
    public bool? DisallowCommonPasswords { get; set; }

    /// <summary>
    /// Whether passwords are refused that contain the user's name or own words, in any case or backwards; $true in
    /// the default policy.
    /// </summary>
    [Parameter]
    public bool? DisallowUserName { get; set; }

    /// <summary>
    /// The lowest Score of <see cref="MeasurePasswordStrengthCommand"/> that is accepted, 0 to 8; 0 (any) in the
    /// default policy.
    /// </summary>
    [Parameter]
    public int? MinStrengthScore { get; set; }

    /// <summary>
    /// How many of the user's last passwords are refused, 0 to 100; 24 in the default policy. It also is how many
    /// hashes are kept.
    /// </summary>
    [Parameter]
    public int? HistoryCount { get; set; }

    /// <summary>How old a password must be before it can be changed, as in 1d; 0s for any age, which is the default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? MinimumAge { get; set; }

    /// <summary>How old a password may become, as in 90d, up to ten years; 0s for any age, which is the default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? MaximumAge { get; set; }

    /// <summary>
    /// The list of breached passwords to ask: a file sorted by hash, a folder of range files, or a filter that
    /// <see cref="ImportBreachedPasswordListCommand"/> wrote.
    /// </summary>
    [Parameter]
    public string? BreachListPath { get; set; }

    /// <summary>
    /// The breach service to ask instead of a list, as https://api.pwnedpasswords.com/range/. It learns the first
    /// five digits of the password's hash.
    /// </summary>
    [Parameter]
    public Uri? BreachRangeUri { get; set; }

    /// <summary>Asks no list of breached passwords and no service.</summary>
    [Parameter]
    public SwitchParameter NoBreachCheck { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (BreachListPath is not null && BreachRangeUri is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(BreachListPath), nameof(BreachRangeUri)));
        if (!NoBreachCheck) return;
        if (BreachListPath is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoBreachCheck), nameof(BreachListPath)));
        if (BreachRangeUri is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(NoBreachCheck), nameof(BreachRangeUri)));
    }

    /// <summary>A policy with the rules that were given.</summary>
    private protected PasswordPolicy Apply(PasswordPolicy policy)
    {
        bool namesBreaches = NoBreachCheck || BreachListPath is not null || BreachRangeUri is not null;
        return policy with
        {
            MinLength = MinLength ?? policy.MinLength,
            MaxLength = MaxLength ?? policy.MaxLength,
            RequireUppercase = RequireUppercase ?? policy.RequireUppercase,
            RequireLowercase = RequireLowercase ?? policy.RequireLowercase,
            RequireDigit = RequireDigit ?? policy.RequireDigit,
            RequireSymbol = RequireSymbol ?? policy.RequireSymbol,
            MaxRepeatedCharacters = MaxRepeatedCharacters == 0 ? null : MaxRepeatedCharacters ?? policy.MaxRepeatedCharacters,
            DisallowCommonPasswords = DisallowCommonPasswords ?? policy.DisallowCommonPasswords,
            DisallowUserName = DisallowUserName ?? policy.DisallowUserName,
            MinStrengthScore = MinStrengthScore ?? policy.MinStrengthScore,
            HistoryCount = HistoryCount ?? policy.HistoryCount,
            MinimumAge = MinimumAge == TimeSpan.Zero ? null : MinimumAge ?? policy.MinimumAge,
            MaximumAge = MaximumAge == TimeSpan.Zero ? null : MaximumAge ?? policy.MaximumAge,
            BreachListPath = !namesBreaches ? policy.BreachListPath : BreachListPath is null ? null : ResolveNewPath(BreachListPath),
            BreachRangeUri = namesBreaches ? BreachRangeUri : policy.BreachRangeUri,
        };
    }
}
