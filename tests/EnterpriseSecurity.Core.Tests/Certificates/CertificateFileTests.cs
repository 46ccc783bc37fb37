using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Certificates;

public sealed class CertificateFileTests
{
    [Theory]
    [InlineData(CertificateFormat.Pem, true, false)]
    [InlineData(CertificateFormat.Pem, false, false)]
    [InlineData(CertificateFormat.Pfx, true, false)]
    [InlineData(CertificateFormat.Pfx, false, false)]
    [InlineData(CertificateFormat.Pfx, true, true)]
    public void A_form_with_a_key_comes_back_whole(CertificateFormat format, bool encrypted, bool legacy)
    {
        using CertificateBundle bundle = TestCertificates.Bundle();
        using SecretBuffer? passphrase = encrypted ? SecretBuffer.FromUtf8("wörds") : null;
        using SecretBuffer written = CertificateFile.Encode(bundle, new CertificateWriteOptions { Format = format, Passphrase = passphrase, Legacy = legacy });
        using CertificateBundle read = CertificateFile.Parse(written.Span, passphrase);
        Assert.Equal(format, read.Format);
        Assert.Equal(bundle.Leaf.RawData, read.Leaf.RawData);
        Assert.Equal(bundle.PrivateKey!.Span, read.PrivateKey!.Span);
    }

    [Theory]
    [InlineData(CertificateFormat.Der)]
    [InlineData(CertificateFormat.P7b)]
    public void A_form_without_a_key_leaves_it_out(CertificateFormat format)
    {
        using CertificateBundle bundle = TestCertificates.Bundle();
        using SecretBuffer written = CertificateFile.Encode(bundle, new CertificateWriteOptions { Format = format });
        using CertificateBundle read = CertificateFile.Parse(written.Span);
        Assert.Equal(format, read.Format);
        Assert.Equal(bundle.Leaf.RawData, read.Leaf.RawData);
        Assert.Null(read.PrivateKey);
    }

    [Theory]
    [InlineData(CertificateFormat.Pem)]
    [InlineData(CertificateFormat.Pfx)]
    public void A_wrong_and_a_missing_passphrase_are_told_apart(CertificateFormat format)
    {
        using CertificateBundle bundle = TestCertificates.Bundle();
        using SecretBuffer right = SecretBuffer.FromUtf8("right");
        using SecretBuffer wrong = SecretBuffer.FromUtf8("wrong");
        using SecretBuffer written = CertificateFile.Encode(bundle, new CertificateWriteOptions { Format = format, Passphrase = right });
        byte[] file = written.Span.ToArray();
        Assert.Equal("CertificatePassphraseWrong", Assert.Throws<AuthenticationFailedException>(() => CertificateFile.Parse(file, wrong)).ErrorId);
        Assert.Equal("CertificatePassphraseRequired", Assert.Throws<AuthenticationFailedException>(() => CertificateFile.Parse(file)).ErrorId);
    }

    [Fact]
    public void A_pem_file_with_an_encrypted_key_shows_its_certificates_without_the_passphrase()
    {
        using CertificateBundle bundle = TestCertificates.Bundle();
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("x");
        using SecretBuffer written = CertificateFile.Encode(bundle, new CertificateWriteOptions { Passphrase = passphrase });
        using CertificateBundle read = CertificateFile.Parse(written.Span, withPrivateKey: false);
        Assert.True(read.HasPrivateKey);
        Assert.Null(read.PrivateKey);
    }

    [Fact]
    public void The_leaf_of_a_form_without_an_order_is_no_authority_of_the_others()
    {
        using TestAuthority root = TestAuthority.Root();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 leaf = root.Issue(key: key);
        using X509Certificate2 withKey = leaf.CopyWithPrivateKey(key);
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("x");
        PbeParameters protection = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        foreach (X509Certificate2Collection order in (X509Certificate2Collection[])[[withKey, root.Certificate], [root.Certificate, withKey]])
        {
            using CertificateBundle pfx = CertificateFile.Parse(order.ExportPkcs12(protection, "x"), passphrase, withPrivateKey: false);
            Assert.Equal(leaf.RawData, pfx.Leaf.RawData);
        }

        using CertificateBundle both = new([leaf, root.Certificate], null, CertificateFormat.Pem);
        using SecretBuffer written = CertificateFile.Encode(both, new CertificateWriteOptions { Format = CertificateFormat.P7b });
        using CertificateBundle p7b = CertificateFile.Parse(written.Span);
        Assert.Equal(leaf.RawData, p7b.Leaf.RawData);
    }

    [Fact]
    public void A_key_of_another_certificate_is_not_written()
    {
        using CertificateBundle one = TestCertificates.Bundle();
        using CertificateBundle other = TestCertificates.Bundle();
        CertificateBundle mixed = new(one.Certificates, other.PrivateKey, CertificateFormat.Pem);
        foreach (CertificateFormat format in (CertificateFormat[])[CertificateFormat.Pem, CertificateFormat.Pfx])
        {
            Assert.Equal("CertificateKeyMismatch", Assert.Throws<InvalidInputException>(() => CertificateFile.Encode(mixed, new CertificateWriteOptions { Format = format })).ErrorId);
        }
    }

    [Fact]
    public void A_file_with_a_key_is_owner_only_and_nothing_is_overwritten_unasked()
    {
        using TemporaryHome home = new();
        using CertificateBundle bundle = TestCertificates.Bundle();
        string path = Path.Combine(home.Root, "a.pem");
        CertificateFile.Write(path, bundle);
        Assert.Equal("CertificateFileExists", Assert.Throws<AlreadyExistsException>(() => CertificateFile.Write(path, bundle)).ErrorId);
        CertificateFile.Write(path, bundle, new CertificateWriteOptions { Overwrite = true });
        string der = Path.Combine(home.Root, "a.der");
        CertificateFile.Write(der, bundle, new CertificateWriteOptions { Format = CertificateFormat.Der });
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.True(File.GetUnixFileMode(der).HasFlag(UnixFileMode.OtherRead));
        Assert.Equal(2, Directory.GetFiles(home.Root).Length);
    }

    [Fact]
    public async Task A_file_for_everyone_is_so_at_every_moment_while_it_is_replaced()
    {
        if (OperatingSystem.IsWindows()) return;
        using TemporaryHome home = new();
        string path = Path.Combine(home.Root, "list.crl");
        CertificateFile.Put(path, "one"u8, isSecret: false, overwrite: false);
        Task writing = Task.Run(() =>
        {
            for (int i = 0; i < 200; i++) CertificateFile.Put(path, "two"u8, isSecret: false, overwrite: true);
        });
        int closed = 0;
        while (!writing.IsCompleted)
        {
            if (!File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead)) closed++;
        }

        await writing;
        Assert.Equal(0, closed);
    }

    [Theory]
    [InlineData("", "CertificateMalformed")]
    [InlineData("hello", "CertificateMalformed")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "CertificateMalformed")]
    [InlineData("-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n", "CertificateMalformed")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAA=\n", "CertificateMalformed")]
    [InlineData("-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n", "CertificateFileEmpty")]
    public void What_is_no_certificate_is_refused(string text, string id) =>
        Assert.Equal(id, Assert.Throws<MalformedDataException>(() => CertificateFile.Parse(Encoding.UTF8.GetBytes(text))).ErrorId);

    [Fact]
    public void A_private_key_alone_is_named_as_such()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (byte[] file in (byte[][])[key.ExportPkcs8PrivateKey(), key.ExportECPrivateKey(), Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem())])
        {
            Assert.Equal("CertificateFileEmpty", Assert.Throws<MalformedDataException>(() => CertificateFile.Parse(file)).ErrorId);
        }
    }

    [Fact]
    public void A_costly_pfx_is_refused_before_it_costs()
    {
        using CertificateBundle bundle = TestCertificates.Bundle();
        using System.Security.Cryptography.X509Certificates.X509Certificate2 copy = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(bundle.Leaf.RawData);
        byte[] file = new System.Security.Cryptography.X509Certificates.X509Certificate2Collection(copy)
            .ExportPkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000_001), "x");
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("x");
        Assert.Equal("CertificateFileTooCostly", Assert.Throws<UnsupportedException>(() => CertificateFile.Parse(file, passphrase)).ErrorId);
    }
}
