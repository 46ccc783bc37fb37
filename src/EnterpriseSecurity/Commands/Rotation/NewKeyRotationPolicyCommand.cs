using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Makes a policy: which credentials are rotated, at which age, and how.</summary>
/// <remarks>
/// <para>
/// A policy does nothing by itself. <see cref="InvokeKeyRotationCommand"/>, run by a scheduler, rotates what is as old as the
/// interval says, and tells of what will be. A credential's age counts from when its present value was made.
/// <c>-Target</c> is a name or a pattern with <c>*</c> and <c>?</c>; when two policies match a credential, the first that is due
/// rotates it.
/// </para>
/// <para>
/// Hooks are kept as text, encrypted and sealed in the store, and run in the scheduler's session, where the variables of this
/// one do not exist. The path of a script is kept as a path, so the file is what runs. Whoever may change the policy, or that
/// file, may run code as the scheduler does: give the scheduler's account no rights that those who hold the store's key
/// should not have, and let no one else write the file. Put no secret into a hook's text.
/// </para>
/// <para>
/// The audit trail gets <c>rotation_policy_created</c>. Errors: <c>RotationPolicyExists</c>, <c>RotationOptionInvalid</c>,
/// <c>RotationOptionNotForStrategy</c>, <c>NameInvalid</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Rotate all passwords of databases each quarter, and tell of it a week before.</para>
/// <code>
/// New-KeyRotationPolicy db-passwords Secret db-* -Interval 90d -NotifyBefore 7d
/// </code>
/// </example>
/// <example>
/// <para>Rotate API keys by a script that deploys them, and let none grow older than a hundred days.</para>
/// <code>
/// New-KeyRotationPolicy backend-keys ApiKey backend* -Interval 90d -MaximumAge 100d -Overlap 2d -OnStage ./deploy.ps1 -OnVerify {
///     Test-ApiKey $_.Credential
/// }
/// </code>
/// </example>
/// <example>
/// <para>Stage a certificate's successor, and switch to it two days later.</para>
/// <code>
/// New-KeyRotationPolicy web Certificate api.* -Interval 60d -Strategy BlueGreen -StagingPeriod 2d -Grace 3d
/// </code>
/// </example>
/// <seealso cref="GetKeyRotationPolicyCommand"/>
/// <seealso cref="SetKeyRotationPolicyCommand"/>
/// <seealso cref="RemoveKeyRotationPolicyCommand"/>
/// <seealso cref="InvokeKeyRotationCommand"/>
[Cmdlet(VerbsCommon.New, "KeyRotationPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(RotationPolicy))]
public sealed class NewKeyRotationPolicyCommand : RotationPolicyCmdlet
{
    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    /// <summary>What it rotates: ManagedKey, ApiKey, SshKey, Secret, Certificate or JwtSigningKey.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public RotationKind Kind { get; set; }

    /// <summary>The names of what it rotates; wildcards <c>*</c> and <c>?</c> allowed.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RotationSubjectCompleter))]
    public string Target { get; set; } = "";

    /// <summary>Makes it without beginning anything by it, until it is enabled.</summary>
    [Parameter]
    public SwitchParameter Disabled { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        ExpectFitting(Strategy ?? RotationStrategy.Overlapping);
        if (!ShouldProcess(Name, "Make key rotation policy")) return;
        ForEachInput(Name, () => WriteObject(store.Rotation.CreatePolicy(new RotationPolicy
        {
            Name = Name,
            Kind = Kind,
            Target = Target,
            Interval = Interval,
            MaximumAge = MaximumAge,
            NotifyBefore = NotifyBefore,
            Strategy = Strategy ?? RotationStrategy.Overlapping,
            Overlap = Overlap ?? RotationOptions.DefaultOverlap,
            Grace = Grace ?? RotationOptions.DefaultGrace,
            StagingPeriod = StagingPeriod,
            Phases = Phase ?? RotationOptions.DefaultPhases,
            Length = Length,
            NoSymbols = NoSymbol,
            Hooks = HookTexts,
            HookTimeout = HookTimeout ?? new RotationOptions().HookTimeout,
            Enabled = !Disabled,
        })));
    }
}
