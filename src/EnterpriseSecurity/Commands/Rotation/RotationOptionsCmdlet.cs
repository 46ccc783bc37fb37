using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>The base of the cmdlets that say how credentials are rotated.</summary>
public abstract class RotationOptionsCmdlet : RotationHookCmdlet
{
    /// <summary>How the new credential takes the place of the old one: Immediate, Overlapping (the default), Gradual or BlueGreen.</summary>
    [Parameter]
    public RotationStrategy? Strategy { get; set; }

    /// <summary>Overlapping: for how long the old one is accepted beside the new one, as in 7d, which is the default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Overlap { get; set; }

    /// <summary>BlueGreen: for how long after the switch it can be undone, as in 1d, which is the default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Grace { get; set; }

    /// <summary>BlueGreen: after what time the switch is made by itself, as in 2d; by default it waits for <c>Complete-KeyRotation</c>.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? StagingPeriod { get; set; }

    /// <summary>
    /// Gradual: the phases, each the share of the clients in percent and for how long, as in <c>'10:1d', '50:1d', '100:1d'</c>,
    /// which is the default. The last one is of 100 percent; its time is how long the old one is accepted still.
    /// </summary>
    [Parameter]
    [RotationPhaseTransformation]
    public RotationPhase[]? Phase { get; set; }

    /// <summary>The length of a random secret: characters, or bytes of a secret that is bytes; 32 characters by default.</summary>
    [Parameter]
    public int? Length { get; set; }

    /// <summary>Makes a random secret of letters and digits only.</summary>
    [Parameter]
    public SwitchParameter NoSymbol { get; set; }

    /// <summary>For how long a hook may run before another process may take the rotation over, as in 30m, which is the default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? HookTimeout { get; set; }

    /// <summary>Ends the pipeline when a parameter was given that the strategy has no use for.</summary>
    private protected void ExpectFitting(RotationStrategy strategy)
    {
        Expect(Overlap is not null, nameof(Overlap), RotationStrategy.Overlapping);
        Expect(Grace is not null, nameof(Grace), RotationStrategy.BlueGreen);
        Expect(StagingPeriod is not null, nameof(StagingPeriod), RotationStrategy.BlueGreen);
        Expect(Phase is not null, nameof(Phase), RotationStrategy.Gradual);
        void Expect(bool isGiven, string parameter, RotationStrategy wanted)
        {
            if (isGiven && strategy != wanted) ThrowTerminatingError(Errors.RotationOptionNotForStrategy(parameter, wanted, strategy));
        }
    }
}
