using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>The base of the cmdlets that look back on rotations.</summary>
public abstract class RotationFilterCmdlet : StoreCmdlet
{
    /// <summary>Those of credentials with this name; wildcards <c>*</c> and <c>?</c> allowed. All by default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RotationSubjectCompleter))]
    public string? Name { get; set; }

    /// <summary>Those of this kind of credential.</summary>
    [Parameter]
    public RotationKind? Kind { get; set; }

    /// <summary>Those of this policy; wildcards <c>*</c> and <c>?</c> allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RotationPolicyNameCompleter))]
    public string? Policy { get; set; }

    /// <summary>Those that replaced the credential with this id, or made it.</summary>
    [Parameter]
    [Alias("KeyId")]
    public string? CredentialId { get; set; }

    /// <summary>Those by this strategy.</summary>
    [Parameter]
    public RotationStrategy? Strategy { get; set; }

    /// <summary>Those that began at this moment or later.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Those that began before this moment.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    private protected RotationFilter Filter => new() { Name = Name, Kind = Kind, Policy = Policy, CredentialId = CredentialId, Strategy = Strategy, After = After, Before = Before };
}
