using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Conversion;

/// <summary>A key file's content as a user has it: bytes, text, the lines of Get-Content, or a SecureString.</summary>
internal static class KeyContent
{
    /// <summary>The content in UTF-8, in a buffer that the caller disposes.</summary>
    /// <exception cref="PSArgumentException">It is something else.</exception>
    public static SecretBuffer From(object? content)
    {
        object? value = content is PSObject wrapped ? wrapped.BaseObject : content;
        return value switch
        {
            string text => SecretBuffer.FromUtf8(text),
            byte[] bytes => SecretBuffer.CopyOf(bytes),
            SecureString secret => secret.ToUtf8Buffer(),
            object[] lines when lines.Length > 0 && lines.All(IsText) => SecretBuffer.FromUtf8(string.Join('\n', lines.Select(line => line?.ToString())) + "\n"),
            object[] bytes when bytes.Length > 0 && bytes.All(one => (one is PSObject inner ? inner.BaseObject : one) is byte) =>
                SecretBuffer.CopyOf(bytes.Select(one => (byte)(one is PSObject inner ? inner.BaseObject : one)!).ToArray()),
            _ => throw Errors.KeyContentWrongType(value),
        };
    }

    private static bool IsText(object? line) => (line is PSObject wrapped ? wrapped.BaseObject : line) is string;
}
