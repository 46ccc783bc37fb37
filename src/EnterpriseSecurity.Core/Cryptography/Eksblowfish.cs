using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// Blowfish (B. Schneier, Description of a New Variable-Length Key, 64-Bit Block Cipher, 1993) with the expensive key
/// schedule of bcrypt (N. Provos and D. Mazières, A Future-Adaptable Password Scheme, 1999).
/// </summary>
internal sealed class Eksblowfish : IDisposable
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

    /// <summary>The key schedule with a key and, unless it is empty, a salt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        int at = 0;
        for (int i = 0; i < Subkeys; i++) _state[i] ^= NextWord(key, ref at);

        int saltAt = 0;
        uint left = 0;
        uint right = 0;
        for (int i = 0; i < StateSize; i += 2)
        {
            if (!salt.IsEmpty)
            {
                left ^= NextWord(salt, ref saltAt);
                right ^= NextWord(salt, ref saltAt);
            }

            Encrypt(ref left, ref right);
            _state[i] = left;
            _state[i + 1] = right;
        }
    }

    /// <summary>Encrypts one block of two words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Encrypt(ref uint left, ref uint right)
    {
        ReadOnlySpan<uint> state = _state;
        ReadOnlySpan<uint> box0 = state.Slice(Subkeys, BoxSize);
        ReadOnlySpan<uint> box1 = state.Slice(Subkeys + BoxSize, BoxSize);
        ReadOnlySpan<uint> box2 = state.Slice(Subkeys + (2 * BoxSize), BoxSize);
        ReadOnlySpan<uint> box3 = state.Slice(Subkeys + (3 * BoxSize), BoxSize);
        uint l = left ^ state[0];
        uint r = right;
        for (int i = 1; i < 17; i += 2)
        {
            r ^= (((box0[(int)(l >> 24)] + box1[(byte)(l >> 16)]) ^ box2[(byte)(l >> 8)]) + box3[(byte)l]) ^ state[i];
            l ^= (((box0[(int)(r >> 24)] + box1[(byte)(r >> 16)]) ^ box2[(byte)(r >> 8)]) + box3[(byte)r]) ^ state[i + 1];
        }

        left = r ^ state[17];
        right = l;
    }

    /// <summary>Wipes the state.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_state.AsSpan()));

    private static uint NextWord(ReadOnlySpan<byte> data, ref int at)
    {
        uint word = 0;
        for (int i = 0; i < 4; i++)
        {
            word = (word << 8) | data[at];
            at = (at + 1) % data.Length;
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
