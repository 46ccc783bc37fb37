using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public class KeyDerivationTests
{
    // RFC 9106, sections 5.1 to 5.3.
    [Theory]
    [InlineData(Argon2Variant.Argon2d, "512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb")]
    [InlineData(Argon2Variant.Argon2i, "c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8")]
    [InlineData(Argon2Variant.Argon2id, "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")]
    public void Argon2_gives_the_published_tags(Argon2Variant variant, string expected)
    {
        byte[] output = new byte[32];
        Argon2.DeriveKey(variant, Repeated(32, 1), Repeated(16, 2), new Argon2Parameters(32, 3, 4), output, Repeated(8, 3), Repeated(12, 4));
        Assert.Equal(expected, Convert.ToHexStringLower(output));
    }

    [Fact]
    public unsafe void Both_forms_of_the_compression_function_agree()
    {
        Random random = new(7);
        byte[] bytes = new byte[3 * 1024];
        random.NextBytes(bytes);
        byte[] other = [.. bytes];
        fixed (byte* x = bytes, y = other)
        {
            ulong* scratch = stackalloc ulong[128];
            foreach (bool xor in new[] { false, true })
            {
                Argon2Block.Compress((ulong*)x, (ulong*)(x + 1024), (ulong*)(x + 2048), scratch, xor);
                Argon2Block.CompressPortable((ulong*)y, (ulong*)(y + 1024), (ulong*)(y + 2048), scratch, xor);
            }
        }

        Assert.Equal(bytes, other);
    }

    [Fact]
    public void Argon2_refuses_costs_and_sizes_out_of_range()
    {
        byte[] salt = new byte[8];
        byte[] output = new byte[32];
        Assert.Throws<ArgumentException>(() => Argon2.DeriveKey(Argon2Variant.Argon2id, [], salt, new Argon2Parameters(7, 1, 1), output));
        Assert.Throws<ArgumentException>(() => Argon2.DeriveKey(Argon2Variant.Argon2id, [], salt, new Argon2Parameters(8, 0, 1), output));
        Assert.Throws<ArgumentException>(() => Argon2.DeriveKey(Argon2Variant.Argon2id, [], salt, new Argon2Parameters(8, 1, 0), output));
        Assert.Throws<ArgumentException>(() => Argon2.DeriveKey(Argon2Variant.Argon2id, [], new byte[7], new Argon2Parameters(8, 1, 1), output));
        Assert.Throws<ArgumentException>(() => Argon2.DeriveKey(Argon2Variant.Argon2id, [], salt, new Argon2Parameters(8, 1, 1), new byte[3]));
    }

    // The vectors of OpenBSD's regression test for bcrypt_pbkdf.
    [Theory]
    [InlineData("password", "salt", 4, "5bbf0cc293587f1c3635555c27796598d47e579071bf427e9d8fbe842aba34d9")]
    [InlineData("password", "salt", 8, "e1367ec5151a33faac4cc1c144cd23fa15d5548493ecc99b9b5d9c0d3b27bec76227ea66088b849b20ab7aa478010246e74bba51723fefa9f9474d6508845e8d")]
    public void The_key_derivation_of_OpenSSH_gives_the_published_keys(string passphrase, string salt, int rounds, string expected)
    {
        byte[] output = new byte[expected.Length / 2];
        BcryptKdf.DeriveKey(Encoding.ASCII.GetBytes(passphrase), Encoding.ASCII.GetBytes(salt), rounds, output);
        Assert.Equal(expected, Convert.ToHexStringLower(output));
    }

    private static byte[] Repeated(int count, byte value) => [.. Enumerable.Repeat(value, count)];
}
