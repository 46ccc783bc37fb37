using System.Security.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// The little arithmetic that reading an RSA key needs: SSH leaves out values that .NET asks for, and relations
/// between the numbers are to be proved. BigInteger would leave copies of the primes in unpinned memory.
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
    public bool IsOne => _limbs.Length > 0 && _limbs[0] == 1 && !_limbs.AsSpan(1).ContainsAnyExcept(0u);

    /// <summary>True when the number is two or more.</summary>
    public bool IsAboveOne => _limbs.Length > 0 && (_limbs[0] > 1 || _limbs.AsSpan(1).ContainsAnyExcept(0u));

    /// <summary>This number less one; it must not be zero.</summary>
    public SecretNumber MinusOne()
    {
        SecretNumber result = new(_limbs.Length);
        _limbs.CopyTo(result._limbs, 0);
        for (int i = 0; i < result._limbs.Length && result._limbs[i]-- == 0; i++)
        {
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

            if (carry == 1 || rest.IsAtLeast(modulus)) rest.Subtract(modulus);
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
            return !high.ContainsAnyExcept((byte)0) && CryptographicOperations.FixedTimeEquals(bytes.AsSpan(high.Length), magnitude);
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

    private bool IsAtLeast(SecretNumber other)
    {
        for (int i = _limbs.Length - 1; i >= 0; i--)
        {
            if (_limbs[i] != other._limbs[i]) return _limbs[i] > other._limbs[i];
        }

        return true;
    }

    private void Subtract(SecretNumber other)
    {
        long borrow = 0;
        for (int i = 0; i < _limbs.Length; i++)
        {
            borrow += (long)_limbs[i] - other._limbs[i];
            _limbs[i] = (uint)borrow;
            borrow >>= 32;
        }
    }
}
