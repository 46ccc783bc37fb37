using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public class BcryptTests
{
    /// <summary>The vectors of crypt_blowfish and OpenBSD: bytes above 127, 72 bytes, nothing at all.</summary>
    [Theory]
    [InlineData("552a55", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("552a552a", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK")]
    [InlineData("552a552a55", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a")]
    [InlineData("303132333435363738396162636465666768696a6b6c6d6e6f707172737475767778797a4142434445464748494a4b4c4d4e4f505152535455565758595a30313233343536373839", "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "$2a$05$/OK.fbVrR/bpIqNJ5ianF.swQOIzjOiJ9GHEPuhEkvqrUyvWhEMx6")]
    [InlineData("aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55", "$2a$05$/OK.fbVrR/bpIqNJ5ianF.R9xrDjiycxMbQE2bp.vgqlYpW5wx2yy")]
    [InlineData("55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff55aaff", "$2a$05$/OK.fbVrR/bpIqNJ5ianF.9tQZzcJfm3uj2NvJ/n5xkhpqLrMpWCe")]
    [InlineData("", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy")]
    [InlineData("a3", "$2y$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq")]
    [InlineData("ffffa3", "$2y$05$/OK.fbVrR/bpIqNJ5ianF.CE5elHaaO4EbggVDjb8P19RukzXSM3e")]
    [InlineData("61", "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe")]
    [InlineData("616263", "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i")]
    [InlineData("6162636465666768696a6b6c6d6e6f707172737475767778797a", "$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC")]
    [InlineData("7e21402324255e262a28292020202020207e21402324255e262a2829504e42465244", "$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO")]
    public void The_published_vectors_come_out(string password, string hash)
    {
        byte[] salt = PasswordAlphabet.Bcrypt.TryDecode(hash.AsSpan(7, 22))!;
        byte[] output = new byte[Bcrypt.HashSize];
        Bcrypt.DeriveHash(Convert.FromHexString(password), salt, int.Parse(hash[4..6], System.Globalization.CultureInfo.InvariantCulture), output);

        Assert.Equal(hash[29..], PasswordAlphabet.Bcrypt.Encode(output));
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        byte[] salt = new byte[Bcrypt.SaltSize];
        byte[] output = new byte[Bcrypt.HashSize];
        Assert.Throws<ArgumentException>(() => Bcrypt.DeriveHash(new byte[73], salt, 4, output));
        Assert.Throws<ArgumentException>(() => Bcrypt.DeriveHash("a\0b"u8, salt, 4, output));
        Assert.Throws<ArgumentException>(() => Bcrypt.DeriveHash("a"u8, new byte[15], 4, output));
        Assert.Throws<ArgumentException>(() => Bcrypt.DeriveHash("a"u8, salt, 4, new byte[24]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bcrypt.DeriveHash("a"u8, salt, 3, output));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bcrypt.DeriveHash("a"u8, salt, 32, output));
    }
}
