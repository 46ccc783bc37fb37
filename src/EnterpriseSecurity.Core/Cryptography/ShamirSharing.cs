using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// Secret sharing over GF(2^8) with the polynomial of AES (A. Shamir, How to share a secret, 1979): every byte of the
/// secret is the constant term of a random polynomial. A share is its x coordinate (1 byte, from 1) and the values there.
/// </summary>
/// <remarks>Multiplication is without tables or branches on secrets. Shares are not authenticated; the caller adds that.</remarks>
public static class ShamirSharing
{
    /// <summary>Splits a secret.</summary>
    /// <param name="secret">At least one byte.</param>
    /// <param name="threshold">How many shares give the secret back: 2 to <paramref name="shares"/>.</param>
    /// <param name="shares">How many shares there are: at most 255.</param>
    /// <exception cref="ArgumentException">The numbers do not fit, or the secret is empty.</exception>
    public static IReadOnlyList<byte[]> Split(ReadOnlySpan<byte> secret, int threshold, int shares)
    {
        if (secret.IsEmpty) throw new ArgumentException("The secret is empty.", nameof(secret));
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(shares, threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shares, 255);

        byte[][] result = new byte[shares][];
        for (int i = 0; i < shares; i++)
        {
            result[i] = new byte[secret.Length + 1];
            result[i][0] = (byte)(i + 1);
        }

        using SecretBuffer coefficients = new(threshold);
        for (int at = 0; at < secret.Length; at++)
        {
            RandomNumberGenerator.Fill(coefficients.Span);
            coefficients.Span[0] = secret[at];
            foreach (byte[] share in result) share[at + 1] = Evaluate(coefficients.Span, share[0]);
        }

        return result;
    }

    /// <summary>Puts a secret together from as many shares as its threshold, or more.</summary>
    /// <param name="shares">Different shares of one secret.</param>
    /// <returns>The secret; a wrong one when there are too few shares or one is not of it.</returns>
    /// <exception cref="ArgumentException">Shares are missing, doubled or of different lengths.</exception>
    public static SecretBuffer Combine(IReadOnlyList<ReadOnlyMemory<byte>> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        bool unusable = shares.Count < 2
            || shares.Any(share => share.Length < 2 || share.Length != shares[0].Length || share.Span[0] == 0)
            || shares.Select(share => share.Span[0]).Distinct().Count() != shares.Count;
        if (unusable) throw new ArgumentException("The shares are too few, doubled, or of different lengths.", nameof(shares));

        SecretBuffer secret = new(shares[0].Length - 1);
        foreach (ReadOnlyMemory<byte> share in shares)
        {
            byte weight = Weight(shares, share.Span[0]);
            for (int at = 0; at < secret.Length; at++) secret.Span[at] ^= Multiply(share.Span[at + 1], weight);
        }

        return secret;
    }

    // Lagrange's basis polynomial of this share, at zero.
    private static byte Weight(IReadOnlyList<ReadOnlyMemory<byte>> shares, byte x)
    {
        byte weight = 1;
        foreach (ReadOnlyMemory<byte> other in shares)
        {
            byte y = other.Span[0];
            if (y != x) weight = Multiply(weight, Multiply(y, Invert((byte)(x ^ y))));
        }

        return weight;
    }

    private static byte Evaluate(ReadOnlySpan<byte> coefficients, byte x)
    {
        byte value = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) value = (byte)(Multiply(value, x) ^ coefficients[i]);
        return value;
    }

    private static byte Multiply(byte a, byte b)
    {
        int product = 0;
        int shifted = a;
        for (int bit = 0; bit < 8; bit++)
        {
            product ^= shifted & -((b >> bit) & 1);
            shifted = (shifted << 1) ^ (0x11b & -((shifted >> 7) & 1));
        }

        return (byte)product;
    }

    // The 254th power; every element but zero has order 255.
    private static byte Invert(byte a)
    {
        byte power = a;
        for (int i = 0; i < 6; i++) power = Multiply(Multiply(power, power), a);
        return Multiply(power, power);
    }
}
