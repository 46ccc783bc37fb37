using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public sealed class RsaKeyWrapTests : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);

    public void Dispose() => _rsa.Dispose();

    [Fact]
    public void A_wrapped_key_comes_back_to_the_private_key_alone()
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        using RSA publicOnly = RSA.Create(_rsa.ExportParameters(includePrivateParameters: false));
        using RSA other = RSA.Create(2048);
        byte[] wrapped = RsaKeyWrap.Wrap(publicOnly, key);
        using SecretBuffer? unwrapped = RsaKeyWrap.TryUnwrap(_rsa, wrapped);

        Assert.Equal(256, wrapped.Length);
        Assert.Equal(key, unwrapped?.Span.ToArray());
        Assert.Null(RsaKeyWrap.TryUnwrap(other, wrapped));
        Assert.NotEqual(wrapped, RsaKeyWrap.Wrap(publicOnly, key));
    }

    [Fact]
    public void A_changed_or_cut_wrapping_is_refused()
    {
        byte[] wrapped = RsaKeyWrap.Wrap(_rsa, new byte[32]);
        for (int i = 0; i < wrapped.Length; i += 17)
        {
            wrapped[i] ^= 1;
            Assert.Null(RsaKeyWrap.TryUnwrap(_rsa, wrapped));
            wrapped[i] ^= 1;
        }

        Assert.Null(RsaKeyWrap.TryUnwrap(_rsa, wrapped.AsSpan(1)));
        Assert.Null(RsaKeyWrap.TryUnwrap(_rsa, default));
    }

    [Fact]
    public void Wrapping_with_another_hash_is_refused() =>
        Assert.Null(RsaKeyWrap.TryUnwrap(_rsa, _rsa.Encrypt(new byte[32], RSAEncryptionPadding.OaepSHA1)));

    [Fact]
    public void The_longest_key_fits_and_a_longer_one_throws()
    {
        using SecretBuffer? longest = RsaKeyWrap.TryUnwrap(_rsa, RsaKeyWrap.Wrap(_rsa, new byte[190]));

        Assert.Equal(190, longest?.Length);
        Assert.Throws<ArgumentException>(() => RsaKeyWrap.Wrap(_rsa, new byte[191]));
    }

    [Fact]
    public void A_small_RSA_key_is_refused_by_name()
    {
        using RSA small = RSA.Create(1024);

        Assert.Equal("RsaKeyTooSmall", Assert.Throws<InvalidInputException>(() => RsaKeyWrap.Wrap(small, new byte[32])).ErrorId);
        Assert.Equal("RsaKeyTooSmall", Assert.Throws<InvalidInputException>(() => RsaKeyWrap.TryUnwrap(small, new byte[128])).ErrorId);
    }
}
