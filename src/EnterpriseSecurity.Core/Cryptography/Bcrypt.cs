using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// bcrypt, the password hash: N. Provos and D. Mazières, A Future-Adaptable Password Scheme, 1999, in the revision that
/// crypt(3) calls 2b. The password is ended by a zero byte; one that has more than 72 bytes, or a zero byte in it, is
/// not taken, since other implementations cut it there.
/// </summary>
public static class Bcrypt
{
    /// <summary>The size of a salt in bytes.</summary>
    public const int SaltSize = 16;

    /// <summary>The size of a hash in bytes.</summary>
    public const int HashSize = 23;

    /// <summary>The most bytes of a password.</summary>
    public const int MaximumPasswordSize = 72;

    private const int MinimumCost = 4;
    private const int MaximumCost = 31;
    private const int Rounds = 64;

    /// <summary>Hashes a password.</summary>
    /// <param name="password">Up to 72 bytes, none of them zero; may be empty.</param>
    /// <param name="salt">16 bytes.</param>
    /// <param name="cost">The logarithm, to base 2, of the rounds: 4 to 31.</param>
    /// <param name="output">Takes the hash: 23 bytes.</param>
    /// <exception cref="ArgumentException">A size is out of its range, or the password has a zero byte.</exception>
    public static void DeriveHash(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int cost, Span<byte> output)
    {
        if (password.Length > MaximumPasswordSize) throw new ArgumentException("The password has at most 72 bytes.", nameof(password));
        if (password.Contains((byte)0)) throw new ArgumentException("The password has no zero bytes.", nameof(password));
        if (salt.Length != SaltSize) throw new ArgumentException("The salt has 16 bytes.", nameof(salt));
        ArgumentOutOfRangeException.ThrowIfLessThan(cost, MinimumCost);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cost, MaximumCost);
        if (output.Length != HashSize) throw new ArgumentException("The hash has 23 bytes.", nameof(output));

        using Eksblowfish cipher = new();
        Span<byte> key = stackalloc byte[MaximumPasswordSize + 1];
        Span<byte> block = stackalloc byte[HashSize + 1];
        try
        {
            key.Clear();
            password.CopyTo(key);
            ReadOnlySpan<byte> ended = key[..(password.Length + 1)];
            cipher.Reset();
            cipher.Expand(ended, salt);
            cipher.Expand(ended, salt, 1L << cost);

            ReadOnlySpan<byte> text = "OrpheanBeholderScryDoubt"u8;
            for (int at = 0; at < text.Length; at += 8)
            {
                uint left = BinaryPrimitives.ReadUInt32BigEndian(text[at..]);
                uint right = BinaryPrimitives.ReadUInt32BigEndian(text[(at + 4)..]);
                for (int i = 0; i < Rounds; i++) cipher.Encrypt(ref left, ref right);
                BinaryPrimitives.WriteUInt32BigEndian(block[at..], left);
                BinaryPrimitives.WriteUInt32BigEndian(block[(at + 4)..], right);
            }

            block[..HashSize].CopyTo(output);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(block);
        }
    }
}
