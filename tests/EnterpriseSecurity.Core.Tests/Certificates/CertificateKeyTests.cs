using System.Security.Cryptography;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Certificates;

public class CertificateKeyTests
{
    public static TheoryData<CertificateKeyType> Types => [.. Enum.GetValues<CertificateKeyType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_key_comes_back_from_each_form(CertificateKeyType type)
    {
        using CertificateKey key = CertificateKey.Generate(type);
        using SecretBuffer words = SecretBuffer.FromUtf8("pass words");
        using SecretBuffer der = key.ToPkcs8();
        using SecretBuffer pem = key.ToPem();
        using SecretBuffer locked = key.ToPem(words);

        Assert.Equal(type, key.KeyType);
        foreach ((byte[] content, SecretBuffer? passphrase) in new[] { (der.Span.ToArray(), null), (pem.Span.ToArray(), null), (locked.Span.ToArray(), words) })
        {
            using CertificateKey again = CertificateKey.Load(content, passphrase);
            Assert.Equal(key.PublicKeyInfo.ToArray(), again.PublicKeyInfo.ToArray());
            Assert.Equal(type, again.KeyType);
        }
    }

    [Fact]
    public void The_older_forms_are_read()
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using CertificateKey fromPkcs1 = CertificateKey.Load(rsa.ExportRSAPrivateKey());
        using CertificateKey fromPkcs1Pem = CertificateKey.Load(System.Text.Encoding.ASCII.GetBytes("# a comment\r\n" + rsa.ExportRSAPrivateKeyPem()));
        using CertificateKey fromSec1 = CertificateKey.Load(ecdsa.ExportECPrivateKey());
        using CertificateKey fromSec1Pem = CertificateKey.Load(System.Text.Encoding.ASCII.GetBytes(ecdsa.ExportECPrivateKeyPem()));

        Assert.Equal(rsa.ExportSubjectPublicKeyInfo(), fromPkcs1.PublicKeyInfo.ToArray());
        Assert.Equal(rsa.ExportSubjectPublicKeyInfo(), fromPkcs1Pem.PublicKeyInfo.ToArray());
        Assert.Equal(ecdsa.ExportSubjectPublicKeyInfo(), fromSec1.PublicKeyInfo.ToArray());
        Assert.Equal(ecdsa.ExportSubjectPublicKeyInfo(), fromSec1Pem.PublicKeyInfo.ToArray());
    }

    [Fact]
    public void A_passphrase_that_is_missing_or_wrong_is_told_as_such()
    {
        using CertificateKey key = CertificateKey.Generate(CertificateKeyType.EcdsaP256);
        using SecretBuffer words = SecretBuffer.FromUtf8("right");
        using SecretBuffer wrong = SecretBuffer.FromUtf8("wrong");
        using SecretBuffer none = new(0);
        byte[] locked = Der(key, words);

        Assert.Equal("CertificatePassphraseRequired", Assert.Throws<AuthenticationFailedException>(() => CertificateKey.Load(locked)).ErrorId);
        Assert.Equal("CertificatePassphraseWrong", Assert.Throws<AuthenticationFailedException>(() => CertificateKey.Load(locked, wrong)).ErrorId);
        Assert.Equal("CertificatePassphraseEmpty", Assert.Throws<InvalidInputException>(() => key.ToPem(none)).ErrorId);
    }

    [Fact]
    public void What_is_no_key_is_refused()
    {
        using ECDsa brainpool = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);
        using RSA small = RSA.Create(512);
        Assert.Throws<MalformedDataException>(() => CertificateKey.Load([]));
        Assert.Throws<MalformedDataException>(() => CertificateKey.Load("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"u8));
        Assert.Throws<MalformedDataException>(() => CertificateKey.Load("-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"u8));
        Assert.Throws<MalformedDataException>(() => CertificateKey.Load(new byte[70_000]));
        Assert.Throws<UnsupportedException>(() => CertificateKey.Load(brainpool.ExportPkcs8PrivateKey()));
        Assert.Throws<UnsupportedException>(() => CertificateKey.Load(small.ExportPkcs8PrivateKey()));
    }

    [Fact]
    public void A_passphrase_that_would_cost_minutes_is_not_tried()
    {
        using CertificateKey key = CertificateKey.Generate(CertificateKeyType.EcdsaP256);
        using SecretBuffer words = SecretBuffer.FromUtf8("words");
        byte[] locked = Der(key, words);
        int at = locked.AsSpan().IndexOf(new byte[] { 0x02, 0x03, 0x09, 0x27, 0xc0 });
        Assert.True(at > 0);
        locked[at + 2] = 0x7f;

        Assert.Equal("CertificateKeyUnsupported", Assert.Throws<UnsupportedException>(() => CertificateKey.Load(locked, words)).ErrorId);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Changed_bytes_give_a_key_or_a_typed_error(CertificateKeyType type)
    {
        using CertificateKey key = CertificateKey.Generate(type);
        using SecretBuffer der = key.ToPkcs8();
        Random random = new(11);
        for (int i = 0; i < 100; i++)
        {
            byte[] changed = der.Span.ToArray();
            int at = random.Next(changed.Length);
            if (i % 3 == 0) changed = changed[..at];
            else changed[at] ^= (byte)(1 << random.Next(8));
            try
            {
                CertificateKey.Load(changed).Dispose();
            }
            catch (SecurityException)
            {
                // That is the contract.
            }
        }
    }

    [Fact]
    public void A_key_shows_nothing_of_itself()
    {
        using CertificateKey key = CertificateKey.Generate(CertificateKeyType.Ed25519);
        Assert.Equal("Ed25519", key.ToString());
    }

    private static byte[] Der(CertificateKey key, SecretBuffer passphrase)
    {
        using SecretBuffer pem = key.ToPem(passphrase);
        string text = System.Text.Encoding.ASCII.GetString(pem.Span);
        return Convert.FromBase64String(text[PemEncoding.Find(text).Base64Data]);
    }
}
