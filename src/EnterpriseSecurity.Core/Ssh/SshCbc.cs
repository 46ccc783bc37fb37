using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>CBC as key files have it: whether the passphrase was right shows in the padding, and in what comes out.</summary>
internal static class SshCbc
{
    /// <summary>Decrypts and takes the padding off.</summary>
    /// <exception cref="AuthenticationFailedException">The padding does not fit.</exception>
    public static SecretBuffer Decrypt(SymmetricAlgorithm algorithm, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext)
    {
        using SecretBuffer plaintext = new(ciphertext.Length);
        try
        {
            algorithm.SetKey(key);
            int length = algorithm.DecryptCbc(ciphertext, iv, plaintext.Span, PaddingMode.PKCS7);
            return SecretBuffer.CopyOf(plaintext.Span[..length]);
        }
        catch (CryptographicException error)
        {
            throw SecurityErrors.SshPassphraseWrong(error);
        }
    }
}
