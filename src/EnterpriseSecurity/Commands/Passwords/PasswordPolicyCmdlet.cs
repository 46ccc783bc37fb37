using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>The base of the cmdlets that take the rules of a password policy: each that is given replaces the policy's.</summary>
public abstract class PasswordPolicyCmdlet : OptionalStoreCmdlet
{
    /// <summary>The fewest characters.</summary>
    [Parameter]
    public int? MinLength { get; set; }

    /// <summary>The most characters.</summary>
    [Parameter]
    public int? MaxLength { get; set; }

    /// <summary>Whether it must have a capital letter.</summary>
    [Parameter]
    public bool? RequireUppercase { get; set; }

    /// <summary>Whether it must have a small letter.</summary>
    [Parameter]
    public bool? RequireLowercase { get; set; }

    /// <summary>Whether it must have a digit.</summary>
    [Parameter]
    public bool? RequireDigit { get; set; }

    /// <summary>Whether it must have something that is no letter and no digit.</summary>
    [Parameter]
    public bool? RequireSymbol { get; set; }

    /// <summary>How often one character may stand in a row; 0 for any number.</summary>
    [Parameter]
    public int? MaxRepeatedCharacters { get; set; }

    /// <summary>Whether passwords that everyone tries first are refused.</summary>
    [Parameter]
    public bool? DisallowCommonPasswords { get; set; }

    /// <summary>Whether passwords with the user's name or own words in them are refused.</summary>
    [Parameter]
    public bool? DisallowUserName { get; set; }

    /// <summary>The least strength, 0 to 8, as Measure-PasswordStrength gives it.</summary>
    [Parameter]
    public int? MinStrengthScore { get; set; }

    /// <summary>How many of the user's last passwords are refused.</summary>
    [Parameter]
    public int? HistoryCount { get; set; }

    /// <summary>How old a password must be before it is changed; 0s for any age.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? MinimumAge { get; set; }

    /// <summary>How old a password may become; 0s for any age.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? MaximumAge { get; set; }

    /// <summary>A list of breached passwords on disk to ask: sorted file, folder of range files, or filter.</summary>
    [Parameter]
    public string? BreachListPath { get; set; }

    /// <summary>A breach service to ask: the address before the five digits.</summary>
    [Parameter]
    public Uri? BreachRangeUri { get; set; }

    /// <summary>Asks no list of breached passwords.</summary>
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
