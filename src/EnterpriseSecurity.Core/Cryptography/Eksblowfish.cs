using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// Blowfish (B. Schneier, Description of a New Variable-Length Key, 64-Bit Block Cipher, 1993) with the expensive key
/// schedule of bcrypt (N. Provos and D. Mazières, A Future-Adaptable Password Scheme, 1999).
/// </summary>
internal sealed unsafe class Eksblowfish : IDisposable
{
    private const int Subkeys = 18;
    private const int BoxSize = 256;
    private const int StateSize = Subkeys + (4 * BoxSize);

    private static readonly Lazy<uint[]> Pi = new(ComputePi);
    private readonly uint[] _state = GC.AllocateUninitializedArray<uint>(StateSize, pinned: true);

    /// <summary>The digits of pi: 18 subkeys, then the four S-boxes.</summary>
    internal static ReadOnlySpan<uint> InitialState => Pi.Value;

    /// <summary>Goes back to the initial state, the digits of pi.</summary>
    public void Reset() => Pi.Value.CopyTo(_state, 0);

    /// <summary>The key schedule with a key and a salt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        int keyAt = 0;
        int saltAt = 0;
        uint left = 0;
        uint right = 0;
        fixed (uint* state = _state)
        {
            for (int i = 0; i < Subkeys; i++) state[i] ^= NextWord(key, ref keyAt);
            for (int i = 0; i < StateSize; i += 2)
            {
                left ^= NextWord(salt, ref saltAt);
                right ^= NextWord(salt, ref saltAt);
                Encrypt(state, ref left, ref right);
                state[i] = left;
                state[i + 1] = right;
            }
        }
    }

    /// <summary>The key schedule without a salt, with one key and then with the other, again and again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Expand(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, long rounds)
    {
        uint* words = stackalloc uint[2 * Subkeys];
        int firstAt = 0;
        int secondAt = 0;
        for (int i = 0; i < Subkeys; i++)
        {
            words[i] = NextWord(first, ref firstAt);
            words[Subkeys + i] = NextWord(second, ref secondAt);
        }

        fixed (uint* state = _state)
        {
            for (long i = 0; i < rounds; i++)
            {
                Expand(state, words);
                Expand(state, words + Subkeys);
            }
        }

        CryptographicOperations.ZeroMemory(new Span<byte>(words, 2 * Subkeys * sizeof(uint)));
    }

    /// <summary>Encrypts one block of two words.</summary>
    public void Encrypt(ref uint left, ref uint right)
    {
        fixed (uint* state = _state) Encrypt(state, ref left, ref right);
    }

    /// <summary>Wipes the state.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_state.AsSpan()));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Expand(uint* state, uint* key)
    {
        for (int i = 0; i < Subkeys; i++) state[i] ^= key[i];
        uint left = 0;
        uint right = 0;
        for (int i = 0; i < StateSize; i += 2)
        {
            Encrypt(state, ref left, ref right);
            state[i] = left;
            state[i + 1] = right;
        }
    }

    // Written out and without bounds checks: all the time of a bcrypt is spent here.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Encrypt(uint* state, ref uint left, ref uint right)
    {
        uint l = left ^ state[0];
        uint r = right;
        r ^= Mix(state, l) ^ state[1];
        l ^= Mix(state, r) ^ state[2];
        r ^= Mix(state, l) ^ state[3];
        l ^= Mix(state, r) ^ state[4];
        r ^= Mix(state, l) ^ state[5];
        l ^= Mix(state, r) ^ state[6];
        r ^= Mix(state, l) ^ state[7];
        l ^= Mix(state, r) ^ state[8];
        r ^= Mix(state, l) ^ state[9];
        l ^= Mix(state, r) ^ state[10];
        r ^= Mix(state, l) ^ state[11];
        l ^= Mix(state, r) ^ state[12];
        r ^= Mix(state, l) ^ state[13];
        l ^= Mix(state, r) ^ state[14];
        r ^= Mix(state, l) ^ state[15];
        l ^= Mix(state, r) ^ state[16];
        left = r ^ state[17];
        right = l;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mix(uint* state, uint word) =>
        (((state + Subkeys)[(nuint)(word >> 24)] + (state + Subkeys + BoxSize)[(nuint)(byte)(word >> 16)])
            ^ (state + Subkeys + (2 * BoxSize))[(nuint)(byte)(word >> 8)]) + (state + Subkeys + (3 * BoxSize))[(nuint)(byte)word];

    private static uint NextWord(ReadOnlySpan<byte> data, ref int at)
    {
        uint word = 0;
        for (int i = 0; i < 4; i++)
        {
            word = (word << 8) | data[at];
            at = at + 1 == data.Length ? 0 : at + 1;
        }

        return word;
    }

    // The initial state is the fraction of pi in binary, so it is computed (Machin's formula) rather than copied.
    private static uint[] ComputePi()
    {
        const int Guard = 64;
        int bits = (StateSize * 32) + Guard;
        BigInteger pi = 4 * ((4 * InverseTangent(5, bits)) - InverseTangent(239, bits));
        BigInteger fraction = (pi - (new BigInteger(3) << bits)) >> Guard;
        byte[] bytes = fraction.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] padded = new byte[StateSize * 4];
        bytes.CopyTo(padded, padded.Length - bytes.Length);
        uint[] words = new uint[StateSize];
        for (int i = 0; i < words.Length; i++) words[i] = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(padded.AsSpan(4 * i));
        return words;
    }

    // arctan(1/x) in fixed point.
    private static BigInteger InverseTangent(int x, int bits)
    {
        BigInteger power = (BigInteger.One << bits) / x;
        BigInteger sum = power;
        for (int n = 3; !power.IsZero; n += 2)
        {
            power /= -(x * x);
            sum += power / n;
        }

        return sum;
    }
}
