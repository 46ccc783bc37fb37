using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public class Ed25519Tests
{
    /// <summary>RFC 8032, section 7.1, tests 1 to 3.</summary>
    public static TheoryData<string, string, string, string> Vectors => new()
    {
        {
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_vectors_of_RFC_8032_come_out(string seed, string publicKey, string message, string signature)
    {
        byte[] madeKey = new byte[Ed25519.PublicKeySize];
        byte[] madeSignature = new byte[Ed25519.SignatureSize];
        Ed25519.GetPublicKey(Convert.FromHexString(seed), madeKey);
        Ed25519.Sign(Convert.FromHexString(seed), Convert.FromHexString(message), madeSignature);

        Assert.Equal(publicKey, Convert.ToHexStringLower(madeKey));
        Assert.Equal(signature, Convert.ToHexStringLower(madeSignature));
        Assert.True(Ed25519.Verify(madeKey, Convert.FromHexString(message), madeSignature));
    }

    [Fact]
    public void Any_changed_bit_of_a_signature_is_refused()
    {
        byte[] seed = Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        byte[] publicKey = new byte[Ed25519.PublicKeySize];
        byte[] signature = new byte[Ed25519.SignatureSize];
        Ed25519.GetPublicKey(seed, publicKey);
        Ed25519.Sign(seed, "message"u8, signature);

        for (int bit = 0; bit < signature.Length * 8; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Ed25519.Verify(publicKey, "message"u8, signature));
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(Ed25519.Verify(publicKey, "message"u8, signature));
        Assert.False(Ed25519.Verify(publicKey, "massage"u8, signature));
        Assert.False(Ed25519.Verify(publicKey, "message"u8, signature.AsSpan(1)));
    }

    /// <summary>S must be below the group's order (RFC 8032, section 5.1.7), or every signature has a second form.</summary>
    [Fact]
    public void A_signature_with_the_order_added_to_S_is_refused()
    {
        byte[] seed = new byte[Ed25519.SeedSize];
        byte[] publicKey = new byte[Ed25519.PublicKeySize];
        byte[] signature = new byte[Ed25519.SignatureSize];
        Ed25519.GetPublicKey(seed, publicKey);
        Ed25519.Sign(seed, "message"u8, signature);
        System.Numerics.BigInteger order = System.Numerics.BigInteger.Pow(2, 252)
            + System.Numerics.BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
        System.Numerics.BigInteger s = new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true) + order;
        signature.AsSpan(32).Clear();
        s.TryWriteBytes(signature.AsSpan(32), out _, isUnsigned: true);

        Assert.False(Ed25519.Verify(publicKey, "message"u8, signature));
    }

    [Fact]
    public void Sizes_that_are_wrong_throw_and_never_verify()
    {
        Assert.Throws<ArgumentException>(() => Ed25519.GetPublicKey(new byte[31], new byte[32]));
        Assert.Throws<ArgumentException>(() => Ed25519.GetPublicKey(new byte[32], new byte[33]));
        Assert.Throws<ArgumentException>(() => Ed25519.Sign(new byte[64], default, new byte[64]));
        Assert.Throws<ArgumentException>(() => Ed25519.Sign(new byte[32], default, new byte[63]));
        Assert.False(Ed25519.Verify(new byte[31], default, new byte[64]));
    }
}
