using System.Management.Automation;
using System.Security;
using System.Text;

namespace EnterpriseSecurity.Conversion;

/// <summary>
/// Lets a <see cref="SecureString"/> parameter take a <see cref="SecureString"/>, the password of a
/// <see cref="PSCredential"/>, UTF-8 bytes, or plain text. Plain text is for scripts that hold it already: what is
/// typed at a prompt may be kept in the history and in transcripts, and a string cannot be wiped.
/// </summary>
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    // The most that SecureString takes.
    private const int MaximumLength = 65536;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null => null!,
            SecureString secret => secret,
            PSCredential credential => credential.Password,
            string text => Copy(text),
            byte[] bytes => Decode(bytes),
            _ => throw WrongType(value),
        };
    }

    // The inner exception tells PowerShell to try the input's property next.
    private static ArgumentTransformationMetadataException WrongType(object value)
    {
        string message = Errors.SecretWrongType(value.GetType());
        return new(message, new PSInvalidCastException(message));
    }

    private static SecureString Copy(ReadOnlySpan<char> text)
    {
        if (text.Length > MaximumLength) throw new ArgumentTransformationMetadataException(Errors.SecretTooLong(MaximumLength));
        return SecureStringExtensions.Seal(text);
    }

    private static SecureString Decode(byte[] bytes)
    {
        try
        {
            return SecureStringExtensions.FromUtf8(bytes);
        }
        catch (DecoderFallbackException)
        {
            // Its message would show some of the bytes.
            throw new ArgumentTransformationMetadataException(Errors.SecretNotText());
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new ArgumentTransformationMetadataException(Errors.SecretTooLong(MaximumLength));
        }
    }
}
