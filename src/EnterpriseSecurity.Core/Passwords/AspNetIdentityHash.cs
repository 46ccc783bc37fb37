using System.Buffers.Binary;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// The hashes of ASP.NET Core Identity. Version 3: 01, then the hash function, the iterations and the salt's length as
/// 32-bit numbers (big-endian), the salt and 32 bytes of digest. Version 2: 00, 16 bytes of salt, 32 of digest, 1,000 iterations.
/// </summary>
internal static class AspNetIdentityHash
{
    private const int HeaderSize = 13;
    private const int ShortestSalt = 16;
    private const int LongestSalt = 64;
    private const int DigestSize = 32;
    private const int V2Size = 49;
    private const int V2Iterations = 1000;

    public static ParsedPasswordHash Parse(string text)
    {
        byte[] bytes = new byte[text.Length];
        bool isBase64 = text.Length % 4 == 0 && Convert.TryFromBase64String(text, bytes, out int length) && Convert.ToBase64String(bytes, 0, length) == text;
        if (!isBase64) throw SecurityErrors.PasswordHashUnknown("This kind of password hash is not known.");
        int size = (text.Length / 4 * 3) - text.AsSpan().Count('=');
        return bytes[0] switch
        {
            0 when size == V2Size => new(
                new Pbkdf2Scheme(PasswordHashAlgorithm.Pbkdf2Sha1, V2Iterations), PasswordHashFormat.AspNetIdentityV2, bytes[1..17], bytes[17..V2Size]),
            1 when size > HeaderSize => ParseV3(bytes.AsSpan(0, size)),
            0 or 1 => throw SecurityErrors.PasswordHashMalformed("it is too short or too long."),
            _ => throw SecurityErrors.PasswordHashUnknown("This kind of password hash is not known."),
        };
    }

    private static ParsedPasswordHash ParseV3(ReadOnlySpan<byte> bytes)
    {
        PasswordHashAlgorithm algorithm = BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]) switch
        {
            0 => PasswordHashAlgorithm.Pbkdf2Sha1,
            1 => PasswordHashAlgorithm.Pbkdf2Sha256,
            2 => PasswordHashAlgorithm.Pbkdf2Sha512,
            _ => throw SecurityErrors.PasswordHashMalformed("its hash function is not known."),
        };
        uint iterations = BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]);
        uint saltLength = BinaryPrimitives.ReadUInt32BigEndian(bytes[9..]);
        if (saltLength is < ShortestSalt or > LongestSalt || bytes.Length - HeaderSize - saltLength != DigestSize)
            throw SecurityErrors.PasswordHashMalformed("its salt does not have 16 to 64 bytes, or its digest not 32.");
        ReadOnlySpan<byte> rest = bytes[HeaderSize..];
        Pbkdf2Scheme scheme = new(algorithm, (int)Math.Min(iterations, int.MaxValue));
        return new(scheme, PasswordHashFormat.AspNetIdentityV3, rest[..(int)saltLength].ToArray(), rest[(int)saltLength..].ToArray());
    }
}
