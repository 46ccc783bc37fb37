using System.Numerics;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>The numbers of an RSA private key (RFC 8017 section 3.2).</summary>
internal sealed record RsaNumbers(BigInteger N, BigInteger E, BigInteger D, BigInteger P, BigInteger Q, BigInteger Inverse)
{
    /// <summary>True for a modulus and an exponent that a key can have.</summary>
    public static bool CanBePublic(BigInteger n, BigInteger e) => n.GetBitLength() is >= 1024 and <= 16384 && !n.IsEven && e > 1 && !e.IsEven && e.GetBitLength() <= 64 && e < n;

    /// <summary>True when they are those of one key.</summary>
    public bool BelongTogether
    {
        get
        {
            if (P <= 1 || Q <= 1 || D <= 1 || D >= N || Inverse <= 0 || Inverse >= P || P * Q != N) return false;
            return D * E % (P - 1) == 1 && D * E % (Q - 1) == 1 && Inverse * Q % P == 1;
        }
    }

    /// <summary>An unsigned number.</summary>
    public static BigInteger Of(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
