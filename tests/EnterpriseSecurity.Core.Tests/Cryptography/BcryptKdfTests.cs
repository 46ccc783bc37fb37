using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public class BcryptKdfTests
{
    /// <summary>A salt of one zero byte, and a key that ends within a block.</summary>
    [Theory]
    [InlineData("password", "00", 4, "c12b566235eee04c212598970a579a67")]
    public void The_published_vectors_come_out(string passphrase, string salt, int rounds, string expected)
    {
        byte[] output = new byte[expected.Length / 2];
        BcryptKdf.DeriveKey(System.Text.Encoding.UTF8.GetBytes(passphrase), Convert.FromHexString(salt), rounds, output);

        Assert.Equal(expected, Convert.ToHexStringLower(output));
    }

    [Fact]
    public void The_initial_state_is_the_fraction_of_pi()
    {
        Assert.Equal(1042, Eksblowfish.InitialState.Length);
        Assert.Equal([0x243F6A88u, 0x85A308D3u, 0x13198A2Eu, 0x03707344u], Eksblowfish.InitialState[..4]);
        Assert.Equal([0xD1310BA6u, 0x98DFB5ACu], Eksblowfish.InitialState.Slice(18, 2));
        Assert.Equal([0xB74E6132u, 0xCE77E25Bu, 0x578FDFE3u, 0x3AC372E6u], Eksblowfish.InitialState[^4..]);
    }

    [Fact]
    public void Every_output_length_is_filled_to_its_end()
    {
        foreach (int length in new[] { 1, 33, 48, 100, 257 })
        {
            byte[] one = new byte[length];
            byte[] two = Enumerable.Repeat((byte)0xFF, length).ToArray();
            BcryptKdf.DeriveKey("pass"u8, "salt"u8, 1, one);
            BcryptKdf.DeriveKey("pass"u8, "salt"u8, 1, two);
            Assert.Equal(one, two);
        }
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => BcryptKdf.DeriveKey(default, "salt"u8, 1, new byte[32]));
        Assert.Throws<ArgumentException>(() => BcryptKdf.DeriveKey("pass"u8, default, 1, new byte[32]));
        Assert.Throws<ArgumentException>(() => BcryptKdf.DeriveKey("pass"u8, "salt"u8, 1, []));
        Assert.Throws<ArgumentException>(() => BcryptKdf.DeriveKey("pass"u8, "salt"u8, 1, new byte[1025]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BcryptKdf.DeriveKey("pass"u8, "salt"u8, 0, new byte[32]));
    }
}
