using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Providers;

namespace EnterpriseSecurity.Passwords;

/// <summary>The hashes that lists of breached passwords hold.</summary>
internal static class BreachedPasswordDigest
{
    /// <summary>The size of the longest.</summary>
    public const int MaximumSize = SHA1.HashSizeInBytes;

    /// <summary>The leading hexadecimal digits that name a range.</summary>
    public const int PrefixDigits = 5;

    private const int Md4Size = 16;

    public static int SizeOf(BreachedPasswordHash hash) => hash == BreachedPasswordHash.Sha1 ? SHA1.HashSizeInBytes : Md4Size;

    /// <summary>Hashes a password.</summary>
    /// <param name="hash">How.</param>
    /// <param name="utf8Password">The password.</param>
    /// <param name="output">As large as <see cref="SizeOf"/> says.</param>
    public static void Compute(BreachedPasswordHash hash, ReadOnlySpan<byte> utf8Password, Span<byte> output)
    {
        if (hash == BreachedPasswordHash.Sha1)
        {
            SHA1.HashData(utf8Password, output);
            return;
        }

        using SecretBuffer text = new(Encoding.UTF8.GetCharCount(utf8Password) * sizeof(char));
        Span<char> characters = MemoryMarshal.Cast<byte, char>(text.Span);
        Encoding.UTF8.GetChars(utf8Password, characters);
        Span<ushort> units = MemoryMarshal.Cast<char, ushort>(characters);
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(units, units);
        LibraryProviders.Current.Hashes.Md4(text.Span, output);
    }

    /// <summary>The leading eight bytes as a number: what order and interpolation go by.</summary>
    public static ulong KeyOf(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt64BigEndian(hash);
}
