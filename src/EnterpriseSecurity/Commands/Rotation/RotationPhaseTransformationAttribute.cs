using System.Collections;
using System.Globalization;
using System.Management.Automation;
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
        try
        {
            return new RotationPhase(share, Duration.Parse(text[(colon + 1)..]));
        }
        catch (InvalidInputException error)
        {
            throw Refused(Errors.RotationPhaseMalformed(text, error.Message));
        }
    }

    private static ArgumentTransformationMetadataException Refused(PSArgumentException cause) => new(cause.Message, cause);
}
