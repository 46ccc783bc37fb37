using System.Runtime.InteropServices;
using System.Security;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Conversion;

/// <summary>Between PowerShell's <see cref="SecureString"/> and wiped buffers, with no managed string on the way.</summary>
internal static class SecureStringExtensions
{
    /// <summary>The UTF-8 bytes of a secret, in a buffer that the caller disposes.</summary>
    public static SecretBuffer ToUtf8Buffer(this SecureString secret) => secret.Read(SecretBuffer.FromUtf8);

    /// <summary>Lends a secret's characters to a function, and wipes them after it.</summary>
    public static unsafe T Read<T>(this SecureString secret, Func<ReadOnlySpan<char>, T> function)
    {
        ArgumentNullException.ThrowIfNull(secret);
        int length = secret.Length;
        nint unicode = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return function(new ReadOnlySpan<char>((void*)unicode, length));
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(unicode);
        }
    }

    /// <summary>The secret as a string, for what is text by nature and comes back as text.</summary>
    public static string Reveal(this SecureString secret)
    {
        using SecretBuffer bytes = secret.ToUtf8Buffer();
        return Encoding.UTF8.GetString(bytes.Span);
    }

    /// <summary>A read-only <see cref="SecureString"/> from UTF-8 bytes.</summary>
    /// <exception cref="DecoderFallbackException">The bytes are not UTF-8.</exception>
    public static SecureString FromUtf8(ReadOnlySpan<byte> utf8)
    {
        UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        char[] characters = GC.AllocateArray<char>(strict.GetMaxCharCount(utf8.Length), pinned: true);
        try
        {
            int length = strict.GetChars(utf8, characters);
            return Seal(characters.AsSpan(0, length));
        }
        finally
        {
            characters.AsSpan().Clear();
        }
    }

    /// <summary>UTF-8 bytes as a SecureString, or as plain text where that was asked for.</summary>
    public static object ToOutput(this SecretBuffer utf8, bool asPlainText) => asPlainText ? Encoding.UTF8.GetString(utf8.Span) : FromUtf8(utf8.Span);

    /// <summary>A read-only <see cref="SecureString"/> with a copy of <paramref name="text"/>.</summary>
    public static unsafe SecureString Seal(ReadOnlySpan<char> text)
    {
        fixed (char* first = text)
        {
            // An empty span has no address; the constructor wants one.
            char none = '\0';
            SecureString secret = new(first is null ? &none : first, text.Length);
            secret.MakeReadOnly();
            return secret;
        }
    }
}
