using System.Buffers.Binary;
using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>The ciphers of OpenSSH's private key files: AES in counter mode (RFC 4344), CBC and GCM.</summary>
internal sealed record SshKeyCipher(string Name, int KeySize, int IvSize, int TagSize)
{
    public const int BlockSize = 16;

    public static SshKeyCipher? Find(string name) => name switch
    {
        "aes128-ctr" or "aes128-cbc" => new(name, 16, BlockSize, 0),
        "aes192-ctr" or "aes192-cbc" => new(name, 24, BlockSize, 0),
        "aes256-ctr" or "aes256-cbc" => new(name, 32, BlockSize, 0),
        "aes128-gcm@openssh.com" => new(name, 16, 12, 16),
        "aes256-gcm@openssh.com" => new(name, 32, 12, 16),
        _ => null,
    };

    /// <summary>Decrypts; <paramref name="keyAndIv"/> is the key followed by the initial vector.</summary>
    /// <exception cref="AuthenticationTagMismatchException">The tag does not fit.</exception>
    public void Decrypt(ReadOnlySpan<byte> keyAndIv, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> key = keyAndIv[..KeySize];
        ReadOnlySpan<byte> iv = keyAndIv.Slice(KeySize, IvSize);
        if (TagSize > 0)
        {
            using AesGcm gcm = new(key, TagSize);
            gcm.Decrypt(iv, ciphertext, tag, plaintext);
        }
        else if (Name.EndsWith("ctr", StringComparison.Ordinal))
        {
            ApplyCounterMode(key, iv, ciphertext, plaintext);
        }
        else
        {
            using Aes aes = Aes.Create();
            aes.SetKey(key);
            aes.DecryptCbc(ciphertext, iv, plaintext, PaddingMode.None);
        }
    }

    /// <summary>Encrypts or decrypts in counter mode.</summary>
    public static void ApplyCounterMode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(key);
        UInt128 counter = BinaryPrimitives.ReadUInt128BigEndian(iv);
        using SecretBuffer stream = new((input.Length + BlockSize - 1) / BlockSize * BlockSize);
        for (int i = 0; i < stream.Length; i += BlockSize)
        {
            BinaryPrimitives.WriteUInt128BigEndian(stream.Span[i..], counter);
            counter = unchecked(counter + 1);
        }

        aes.EncryptEcb(stream.Span, stream.Span, PaddingMode.None);
        for (int i = 0; i < input.Length; i++) output[i] = (byte)(input[i] ^ stream.Span[i]);
    }
}
