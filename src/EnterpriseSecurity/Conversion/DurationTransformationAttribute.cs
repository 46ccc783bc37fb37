using System.Management.Automation;

namespace EnterpriseSecurity.Conversion;

/// <summary>
/// Lets a <see cref="TimeSpan"/> parameter be written <c>90d</c>, <c>12h</c>, <c>30m</c>, <c>45s</c>, <c>2w</c> or
/// <c>1d12h</c>. A bare number is refused, because nobody can tell its unit.
/// </summary>
public sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        switch (value)
        {
            case null:
                return null!;
            case TimeSpan duration when duration < TimeSpan.Zero:
                return Parse(duration.ToString());
            case TimeSpan:
                return value;
            case string text:
                return Parse(text);
            case sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal or System.Numerics.BigInteger:
                // PowerShell reads 90d and 45s as numbers (d is decimal, s is short) but keeps what was typed.
                return Parse(LanguagePrimitives.ConvertTo<string>(inputData));
            default:
                throw new ArgumentTransformationMetadataException(Errors.DurationWrongType(value.GetType()));
        }
    }

    private static object Parse(string text)
    {
        try
        {
            return Duration.Parse(text);
        }
        catch (InvalidInputException error)
        {
            throw new ArgumentTransformationMetadataException(error.Message, error);
        }
    }
}
