using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public class ShamirSharingTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 5)]
    [InlineData(3, 5)]
    [InlineData(5, 5)]
    public void Any_shares_up_to_the_threshold_give_the_secret(int threshold, int count)
    {
        byte[] secret = RandomNumberGenerator.GetBytes(32);
        IReadOnlyList<byte[]> shares = ShamirSharing.Split(secret, threshold, count);
        for (int chosen = 0; chosen < 1 << count; chosen++)
        {
            List<ReadOnlyMemory<byte>> subset = [.. shares.Where((_, i) => (chosen >> i & 1) != 0).Select(share => (ReadOnlyMemory<byte>)share)];
            if (subset.Count < 2) continue;
            using SecretBuffer combined = ShamirSharing.Combine(subset);
            Assert.Equal(subset.Count >= threshold, combined.Span.SequenceEqual(secret));
        }
    }

    [Fact]
    public void All_255_shares_are_different_and_the_order_does_not_matter()
    {
        byte[] secret = RandomNumberGenerator.GetBytes(7);
        IReadOnlyList<byte[]> shares = ShamirSharing.Split(secret, 255, 255);
        ReadOnlyMemory<byte>[] shuffled = [.. shares.Select(share => (ReadOnlyMemory<byte>)share)];
        new Random(3).Shuffle(shuffled);
        using SecretBuffer combined = ShamirSharing.Combine(shuffled);

        Assert.Equal(Enumerable.Range(1, 255), shares.Select(share => (int)share[0]));
        Assert.Equal(secret, combined.Span.ToArray());
    }

    /// <summary>Worked by hand over the polynomial of AES: 0x53 times 0xCA is 1 (FIPS 197), so the line through (1, s^0x53) and (0xCA, s^1) starts at s.</summary>
    [Fact]
    public void A_line_worked_by_hand_is_found()
    {
        using SecretBuffer combined = ShamirSharing.Combine([new byte[] { 1, 0x42 ^ 0x53 }, new byte[] { 0xCA, 0x42 ^ 1 }]);

        Assert.Equal(0x42, combined.Span[0]);
    }

    [Fact]
    public void One_share_below_the_threshold_fits_every_secret()
    {
        // With one share of two given, each of the 256 values of the other share's byte leads to another secret.
        byte[] share = ShamirSharing.Split([0x77], 2, 2)[0];
        HashSet<byte> secrets = [];
        for (int value = 0; value < 256; value++)
        {
            using SecretBuffer combined = ShamirSharing.Combine([share, new byte[] { 2, (byte)value }]);
            secrets.Add(combined.Span[0]);
        }

        Assert.Equal(256, secrets.Count);
    }

    [Fact]
    public void Numbers_that_do_not_fit_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => ShamirSharing.Split("secret"u8, 1, 3));
        Assert.ThrowsAny<ArgumentException>(() => ShamirSharing.Split("secret"u8, 4, 3));
        Assert.ThrowsAny<ArgumentException>(() => ShamirSharing.Split("secret"u8, 2, 256));
        Assert.ThrowsAny<ArgumentException>(() => ShamirSharing.Split(default, 2, 3));
    }

    [Fact]
    public void Shares_that_cannot_belong_together_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ShamirSharing.Combine([]));
        Assert.Throws<ArgumentException>(() => ShamirSharing.Combine([new byte[] { 1, 5 }]));
        Assert.Throws<ArgumentException>(() => ShamirSharing.Combine([new byte[] { 1, 5 }, new byte[] { 1, 6 }]));
        Assert.Throws<ArgumentException>(() => ShamirSharing.Combine([new byte[] { 1, 5 }, new byte[] { 2, 6, 7 }]));
        Assert.Throws<ArgumentException>(() => ShamirSharing.Combine([new byte[] { 0, 5 }, new byte[] { 2, 6 }]));
        Assert.Throws<ArgumentException>(() => ShamirSharing.Combine([new byte[] { 1 }, new byte[] { 2 }]));
    }
}
