using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Certificates;

/// <summary>Every truncation and every flipped bit of a file gives a result or an error of the library's own, and in time.</summary>
public sealed class CertificateMutationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_damaged_certificate_can_be_read_and_checked_or_is_refused()
    {
        using TestAuthority root = TestAuthority.Root();
        using X509Certificate2 leaf = root.Issue(Rich);
        CertificateChecker checker = new();
        ForEachMutation(leaf.RawData, file =>
        {
            using CertificateBundle bundle = CertificateFile.Parse(file);
            CertificateVerification result = checker.Check(bundle.Leaf, new() { TrustedRoots = [root.Certificate], At = TestCertificates.Now, HostName = "example.com" });
            Assert.True(!result.IsValid || bundle.Leaf.RawData.AsSpan().SequenceEqual(leaf.RawData), "a changed certificate passed");
        });
    }

    [Fact]
    public void A_damaged_pem_file_is_read_or_refused()
    {
        using CertificateBundle bundle = TestCertificates.Bundle();
        using SecretBuffer pem = CertificateFile.Encode(bundle, new CertificateWriteOptions());
        ForEachMutation(pem.Span.ToArray(), Parse);
    }

    [Fact]
    public void A_damaged_p7b_file_is_read_or_refused()
    {
        using CertificateBundle bundle = TestCertificates.Bundle();
        ForEachMutation(Pkcs7Container.Write(bundle.Certificates), Parse);
    }

    [Fact]
    public void A_damaged_pfx_file_is_read_or_refused()
    {
        using CertificateBundle bundle = TestCertificates.Bundle();
        using ECDsa key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(bundle.PrivateKey!.Span, out _);
        using X509Certificate2 withKey = bundle.Leaf.CopyWithPrivateKey(key);
        byte[] file = withKey.ExportPkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2), "x");
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("x");
        ForEachMutation(file, one => CertificateFile.Parse(one, passphrase).Dispose());
    }

    [Fact]
    public void A_damaged_revocation_list_never_clears_a_revoked_certificate()
    {
        using TestAuthority root = TestAuthority.Root();
        using X509Certificate2 leaf = root.Issue();
        CertificateChecker checker = new();
        ForEachMutation(root.Revoke(leaf), file =>
        {
            RevocationList list = RevocationList.Parse(file);
            Assert.False(checker.Check(leaf, new() { TrustedRoots = [root.Certificate], At = TestCertificates.Now, RevocationLists = [list] }).IsValid);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_bytes_are_refused(int seed)
    {
        Random random = new(seed);
        byte[] start = [0x30, 0x82];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] file = new byte[random.Next(0, 200)];
            random.NextBytes(file);
            if (i % 2 == 0 && file.Length > 4)
            {
                start.CopyTo(file, 0);
                file[2] = 0;
                file[3] = (byte)(file.Length - 4);
            }

            Assert.ThrowsAny<SecurityException>(() => CertificateFile.Parse(file));
            Assert.ThrowsAny<SecurityException>(() => RevocationList.Parse(file));
        }
    }

    [Fact]
    public void Deeply_nested_and_endless_structures_are_refused()
    {
        byte[] nested = [.. Enumerable.Repeat(new byte[] { 0x30, 0x80 }, 100_000).SelectMany(one => one)];
        Assert.ThrowsAny<SecurityException>(() => CertificateFile.Parse(nested));
        string many = string.Concat(Enumerable.Repeat("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n", 40_000));
        Assert.ThrowsAny<SecurityException>(() => CertificateFile.Parse(Encoding.ASCII.GetBytes(many)));
        string begins = string.Concat(Enumerable.Repeat("-----BEGIN X-----\n", 200_000));
        Assert.ThrowsAny<SecurityException>(() => CertificateFile.Parse(Encoding.ASCII.GetBytes(begins)));
    }

    private static void Rich(CertificateRequest request)
    {
        TestAuthority.AsServer(request);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(["http://ocsp.example"], ["http://ca.example"]));
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(["http://crl.example"]));
    }

    private static void Parse(byte[] file) => CertificateFile.Parse(file).Dispose();

    private static void ForEachMutation(byte[] sample, Action<byte[]> use)
    {
        for (int i = 0; i < sample.Length; i++)
        {
            Try(sample[..i], use);
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] flipped = [.. sample];
                flipped[i] ^= (byte)(1 << bit);
                Try(flipped, use);
            }
        }
    }

    private static void Try(byte[] file, Action<byte[]> use)
    {
        TimeSpan took = ThreadTime.Of(() =>
        {
            try
            {
                use(file);
            }
            catch (SecurityException)
            {
                // The promise: nothing but this family.
            }
        });

        Assert.True(took < Patience, $"One damaged file took {took}.");
    }
}
