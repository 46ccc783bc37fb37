using System.Management.Automation;

namespace EnterpriseSecurity.Conversion;

/// <summary>
/// Takes text and nothing else. Without it PowerShell turns a piped object into text for a parameter outside of the
/// default set, though the object has a property of the parameter's name.
/// </summary>
public sealed class TextTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null or string) return value!;
        // The inner exception tells PowerShell to try the input's property next.
        string message = Errors.TextWrongType(value.GetType());
        throw new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }
}
