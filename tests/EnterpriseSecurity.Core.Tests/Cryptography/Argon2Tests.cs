using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public class Argon2Tests
{
    [Fact]
    public void The_output_may_be_of_any_length_and_its_length_matters()
    {
        byte[] previous = [];
        foreach (int length in new[] { 4, 31, 32, 63, 64, 65, 95, 96, 97, 128, 1024 })
        {
            byte[] output = new byte[length];
            Argon2.DeriveKey(Argon2Variant.Argon2id, "password"u8, "somesalt"u8, new(8, 1, 1), output);
            Assert.False(output.AsSpan().StartsWith(previous) && previous.Length > 0);
            previous = output;
        }
    }

    [Theory]
    [InlineData(7, 1, 1)]
    [InlineData(31, 1, 4)]
    [InlineData(8, 0, 1)]
    [InlineData(8, 1, 0)]
    [InlineData(8, 1, -1)]
    [InlineData(int.MaxValue, 1, 0x1000000)]
    [InlineData(0, 0, 0)]
    public void Costs_out_of_range_are_refused(int memory, int iterations, int parallelism) =>
        Assert.ThrowsAny<ArgumentException>(
            () => Argon2.DeriveKey(Argon2Variant.Argon2id, "password"u8, "somesalt"u8, new(memory, iterations, parallelism), new byte[32]));

    [Fact]
    public void A_short_salt_a_short_output_and_an_unknown_variant_are_refused()
    {
        Argon2Parameters cost = new(8, 1, 1);
        Assert.ThrowsAny<ArgumentException>(() => Argon2.DeriveKey(Argon2Variant.Argon2id, default, new byte[7], cost, new byte[32]));
        Assert.ThrowsAny<ArgumentException>(() => Argon2.DeriveKey(Argon2Variant.Argon2id, default, new byte[8], cost, new byte[3]));
        Assert.ThrowsAny<ArgumentException>(() => Argon2.DeriveKey((Argon2Variant)3, default, new byte[8], cost, new byte[32]));
    }
}
