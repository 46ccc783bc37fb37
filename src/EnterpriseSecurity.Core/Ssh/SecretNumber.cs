using System.Security.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// The little arithmetic that reading an RSA key needs: SSH leaves out values that .NET asks for, and relations
/// between the numbers are to be proved. BigInteger would leave copies of the primes in unpinned memory. What is
/// executed and read where depends on the lengths alone, and not on the numbers.
/// </summary>
internal sealed class SecretNumber : IDisposable
{
    // Least significant limb first; the length is fixed by who makes the number.
    private readonly uint[] _limbs;

    private SecretNumber(int limbs) => _limbs = GC.AllocateArray<uint>(limbs, pinned: true);

    /// <summary>Makes a number from unsigned big-endian bytes.</summary>
    public static SecretNumber FromBytes(ReadOnlySpan<byte> magnitude)
    {
        SecretNumber number = new((magnitude.Length + 3) / 4);
        for (int i = 0; i < magnitude.Length; i++)
        {
            number._limbs[i / 4] |= (uint)magnitude[^(i + 1)] << (8 * (i % 4));
        }

        return number;
    }

    /// <summary>True when the number is one.</summary>
    public bool IsOne => _limbs.Length > 0 && ((_limbs[0] ^ 1) | Combine(_limbs.AsSpan(1))) == 0;

    /// <summary>True when the number is two or more.</summary>
    public bool IsAboveOne => _limbs.Length > 0 && ((_limbs[0] >> 1) | Combine(_limbs.AsSpan(1))) != 0;

    /// <summary>This number less one; it must not be zero.</summary>
    public SecretNumber MinusOne()
    {
        SecretNumber result = new(_limbs.Length);
        long borrow = -1;
        for (int i = 0; i < _limbs.Length; i++)
        {
            borrow += _limbs[i];
            result._limbs[i] = (uint)borrow;
            borrow >>= 32;
        }

        return result;
    }

    /// <summary>The product of two numbers.</summary>
    public SecretNumber Times(SecretNumber other)
    {
        SecretNumber product = new(_limbs.Length + other._limbs.Length);
        for (int i = 0; i < _limbs.Length; i++)
        {
            ulong carry = 0;
            for (int j = 0; j < other._limbs.Length; j++)
            {
                carry += ((ulong)_limbs[i] * other._limbs[j]) + product._limbs[i + j];
                product._limbs[i + j] = (uint)carry;
                carry >>= 32;
            }

            product._limbs[i + other._limbs.Length] = (uint)carry;
        }

        return product;
    }

    /// <summary>The remainder after division: bit by bit, which is fast enough for a key that is read once.</summary>
    public SecretNumber Modulo(SecretNumber modulus)
    {
        SecretNumber rest = new(modulus._limbs.Length);
        for (int bit = (_limbs.Length * 32) - 1; bit >= 0; bit--)
        {
            uint carry = (_limbs[bit / 32] >> (bit % 32)) & 1;
            for (int i = 0; i < rest._limbs.Length; i++)
            {
                uint next = rest._limbs[i] >> 31;
                rest._limbs[i] = (rest._limbs[i] << 1) | carry;
                carry = next;
            }

            rest.Reduce(modulus, carry);
        }

        return rest;
    }

    /// <summary>True when the number has exactly this value, given as unsigned big-endian bytes.</summary>
    public bool HasValue(ReadOnlySpan<byte> magnitude)
    {
        byte[] bytes = ToBytes(Math.Max(_limbs.Length * 4, magnitude.Length));
        try
        {
            ReadOnlySpan<byte> high = bytes.AsSpan(0, bytes.Length - magnitude.Length);
            uint excess = 0;
            foreach (byte one in high) excess |= one;
            return (excess == 0) & CryptographicOperations.FixedTimeEquals(bytes.AsSpan(high.Length), magnitude);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>The number as big-endian bytes of a given size, in pinned memory that the caller wipes.</summary>
    public byte[] ToBytes(int size)
    {
        byte[] bytes = GC.AllocateArray<byte>(size, pinned: true);
        for (int i = 0; i < size && i / 4 < _limbs.Length; i++)
        {
            bytes[^(i + 1)] = (byte)(_limbs[i / 4] >> (8 * (i % 4)));
        }

        return bytes;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_limbs.AsSpan()));

    private static uint Combine(ReadOnlySpan<uint> limbs)
    {
        uint all = 0;
        foreach (uint limb in limbs) all |= limb;
        return all;
    }

    // Takes the modulus away once if this number, with the bit above its highest limb, is not smaller.
    private void Reduce(SecretNumber modulus, uint highBit)
    {
        long borrow = 0;
        for (int i = 0; i < _limbs.Length; i++) borrow = (borrow + _limbs[i] - modulus._limbs[i]) >> 32;

        // All ones, or nothing.
        uint mask = 0 - (highBit | (uint)(borrow + 1));
        borrow = 0;
        for (int i = 0; i < _limbs.Length; i++)
        {
            borrow += (long)_limbs[i] - (modulus._limbs[i] & mask);
            _limbs[i] = (uint)borrow;
            borrow >>= 32;
        }
    }
}
