using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public class KdfVectorTests
{
    /// <summary>RFC 6070 for SHA-1; RFC 7914, section 11, for SHA-256.</summary>
    [Theory]
    [InlineData("SHA1", "password", "salt", 1, "0c60c80f961f0e71f3a9b524af6012062fe037a6")]
    [InlineData("SHA1", "password", "salt", 4096, "4b007901b765489abead49d926f721d065a429c1")]
    [InlineData("SHA256", "passwd", "salt", 1, "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783")]
    [InlineData("SHA256", "Password", "NaCl", 80000, "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d")]
    public void PBKDF2_gives_the_published_keys(string hash, string password, string salt, int iterations, string expected)
    {
        byte[] output = new byte[expected.Length / 2];
        Pbkdf2.DeriveKey(new HashAlgorithmName(hash), Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(salt), iterations, output);

        Assert.Equal(expected, Convert.ToHexStringLower(output));
    }

    /// <summary>RFC 7914, section 12.</summary>
    [Theory]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("pleaseletmein", "SodiumChloride", 16384, 8, 1, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")]
    public void Scrypt_gives_the_published_keys(string password, string salt, int cost, int blockSize, int parallelization, string expected)
    {
        byte[] output = new byte[64];
        Scrypt.DeriveKey(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(salt), cost, blockSize, parallelization, output);

        Assert.Equal(expected, Convert.ToHexStringLower(output));
    }

    /// <summary>RFC 5869, appendices A.1 and A.3.</summary>
    [Theory]
    [InlineData("000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9", "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5", "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")]
    [InlineData("", "", "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04", "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")]
    public void HKDF_gives_the_published_keys(string salt, string info, string pseudorandomKey, string expected)
    {
        byte[] inputKey = [.. Enumerable.Repeat((byte)0x0b, 22)];
        byte[] extracted = new byte[HkdfSha256.PseudorandomKeySize];
        byte[] expanded = new byte[42];
        byte[] derived = new byte[42];
        HkdfSha256.Extract(inputKey, Convert.FromHexString(salt), extracted);
        HkdfSha256.Expand(extracted, Convert.FromHexString(info), expanded);
        HkdfSha256.DeriveKey(inputKey, Convert.FromHexString(salt), Convert.FromHexString(info), derived);

        Assert.Equal(pseudorandomKey, Convert.ToHexStringLower(extracted));
        Assert.Equal(expected, Convert.ToHexStringLower(expanded));
        Assert.Equal(expanded, derived);
    }

    [Theory]
    [InlineData(0, 8, 1)]
    [InlineData(1, 8, 1)]
    [InlineData(1000, 8, 1)]
    [InlineData(-1024, 8, 1)]
    [InlineData(1024, 0, 1)]
    [InlineData(1024, 8, 0)]
    [InlineData(1024, int.MaxValue, 1)]
    [InlineData(1024, int.MaxValue, int.MaxValue)]
    public void Scrypt_refuses_costs_out_of_range(int cost, int blockSize, int parallelization) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Scrypt.DeriveKey("p"u8, "s"u8, cost, blockSize, parallelization, new byte[32]));

    [Fact]
    public void Sizes_and_hashes_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Scrypt.DeriveKey("p"u8, "s"u8, 16, 1, 1, []));
        Assert.Throws<ArgumentException>(() => Pbkdf2.DeriveKey(HashAlgorithmName.MD5, "p"u8, "s"u8, 1, new byte[16]));
        Assert.Throws<ArgumentException>(() => Pbkdf2.DeriveKey(HashAlgorithmName.SHA256, "p"u8, "s"u8, 1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pbkdf2.DeriveKey(HashAlgorithmName.SHA256, "p"u8, "s"u8, 0, new byte[16]));
        Assert.Throws<ArgumentException>(() => HkdfSha256.DeriveKey("k"u8, default, default, []));
        Assert.Throws<ArgumentException>(() => HkdfSha256.DeriveKey("k"u8, default, default, new byte[HkdfSha256.MaximumOutputSize + 1]));
        Assert.Throws<ArgumentException>(() => HkdfSha256.Extract("k"u8, default, new byte[31]));
        Assert.Throws<ArgumentException>(() => HkdfSha256.Expand(new byte[31], default, new byte[32]));
    }
}
