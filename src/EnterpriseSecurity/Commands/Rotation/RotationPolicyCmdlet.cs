using System.Management.Automation;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>The base of the cmdlets that make and change policies.</summary>
public abstract class RotationPolicyCmdlet : RotationOptionsCmdlet
{
    /// <summary>At which age a credential is rotated, as in 90d; at the maximum age when only that is given. 1 minute to 3660 days.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Interval { get; set; }

    /// <summary>The age that none may pass: one whose rotation waits or fails until then is reported as overdue, and fails the run.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? MaximumAge { get; set; }

    /// <summary>How long before a rotation is due it is told of, once, as in 7d; not at all by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? NotifyBefore { get; set; }
}
