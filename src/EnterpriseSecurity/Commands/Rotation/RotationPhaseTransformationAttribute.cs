using System.Collections;
using System.Globalization;
using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Lets the phases of a gradual rotation be written <c>10:1d</c>, the clients' share in percent and for how long.</summary>
public sealed class RotationPhaseTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IEnumerable and not string ? ((IEnumerable)value).Cast<object?>().Select(Phase).ToArray() : new[] { Phase(value) };
    }

    private static RotationPhase Phase(object? input) => (input is PSObject wrapped ? wrapped.BaseObject : input) switch
    {
        RotationPhase phase => phase,
        string text => Parse(text),
        var other => throw Refused(Errors.RotationPhaseMalformed($"{other}")),
    };

    private static RotationPhase Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !int.TryParse(text.AsSpan(0, colon).Trim().TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out int share)) throw Refused(Errors.RotationPhaseMalformed(text));
        return Duration.TryParse(text[(colon + 1)..], out TimeSpan duration) is { } reason
            ? throw Refused(Errors.RotationPhaseMalformed(text, reason))
            : new RotationPhase(share, duration);
    }

    private static ArgumentTransformationMetadataException Refused(PSArgumentException cause) => new(cause.Message, cause);
}
