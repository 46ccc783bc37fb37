using System.Numerics;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SecretNumberTests
{
    private const int Size = 12;

    // Around each border between limbs, and what a random number hardly hits.
    private static readonly BigInteger[] Edges =
    [
        .. new[] { 0, 1, 31, 32, 33, 63, 64, 65, 95 }.SelectMany(bit => new[] { (BigInteger.One << bit) - 1, BigInteger.One << bit, (BigInteger.One << bit) + 1 }).Distinct(),
        BigInteger.Parse("0ffffffff00000000ffffffff", System.Globalization.NumberStyles.HexNumber),
        BigInteger.Parse("000000001ffffffff00000000", System.Globalization.NumberStyles.HexNumber),
        BigInteger.Parse("080000000000000007fffffff", System.Globalization.NumberStyles.HexNumber),
        (BigInteger.One << 96) - 1,
    ];

    [Fact]
    public void Remainders_and_products_are_those_of_BigInteger()
    {
        Random random = new(1);
        BigInteger[] numbers = [.. Edges, .. Enumerable.Range(0, 40).Select(_ => Read(random, Size))];
        foreach (BigInteger one in numbers)
        {
            foreach (BigInteger other in numbers)
            {
                using SecretNumber first = Number(one), second = Number(other), product = first.Times(second);
                Assert.Equal(one * other, Value(product));
                if (other.IsZero) continue;
                using SecretNumber rest = first.Modulo(second), restOfProduct = product.Modulo(second);
                Assert.Equal(one % other, Value(rest));
                Assert.Equal(BigInteger.Zero, Value(restOfProduct));
            }
        }
    }

    [Fact]
    public void Predecessors_and_comparisons_are_those_of_BigInteger()
    {
        foreach (BigInteger value in Edges)
        {
            using SecretNumber number = Number(value);
            Assert.Equal(value.IsOne, number.IsOne);
            Assert.Equal(value > 1, number.IsAboveOne);
            foreach (BigInteger other in Edges)
            {
                Assert.Equal(value == other, number.HasValue(Bytes(other, Size)));
                // Shorter and longer than the number itself.
                Assert.Equal(value == other, number.HasValue(other.ToByteArray(isUnsigned: true, isBigEndian: true)));
                Assert.Equal(value == other, number.HasValue(Bytes(other, Size + 5)));
            }

            if (value.IsZero) continue;
            using SecretNumber less = number.MinusOne();
            Assert.Equal(value - 1, Value(less));
        }
    }

    [Fact]
    public void A_number_without_digits_is_neither_one_nor_more()
    {
        using SecretNumber none = SecretNumber.FromBytes([]);
        Assert.False(none.IsOne);
        Assert.False(none.IsAboveOne);
        Assert.True(none.HasValue([]));
    }

    private static SecretNumber Number(BigInteger value) => SecretNumber.FromBytes(Bytes(value, Size));

    private static BigInteger Value(SecretNumber number) => new(number.ToBytes(3 * Size), isUnsigned: true, isBigEndian: true);

    private static BigInteger Read(Random random, int size)
    {
        byte[] bytes = new byte[size];
        random.NextBytes(bytes);
        return new BigInteger(bytes.AsSpan(0, random.Next(1, size + 1)), isUnsigned: true);
    }

    private static byte[] Bytes(BigInteger value, int size)
    {
        byte[] bytes = new byte[size];
        byte[] digits = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes, size - digits.Length);
        return bytes;
    }
}
