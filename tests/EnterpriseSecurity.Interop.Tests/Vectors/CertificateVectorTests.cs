using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Interop.Tests.Vectors;

/// <summary>Certificates, lists, requests and containers of other makers, well-formed and not, each read or refused with a typed error.</summary>
public sealed class CertificateVectorTests(ITestOutputHelper output)
{
    [VectorFact]
    public void Certificates_are_read_or_refused_with_a_typed_error() => Sort(
        ["x509", "x509/custom", "x509/custom/ca", "x509/ed25519", "x509/PKITS_data/certs"],
        500,
        new()
        {
            // A precertificate's body without its signature.
            ["cryptography-scts-tbs-precert.der"] = "CertificateMalformed",
            // Revocation lists and keys, no certificates.
            // An extension twice (RFC 5280, section 4.2).
            ["two_basic_constraints.pem"] = "CertificateMalformed",
            ["invalid_signature_crl.pem"] = "CertificateFileEmpty",
            ["valid_signature_crl.pem"] = "CertificateFileEmpty",
            ["ca_key.pem"] = "CertificateFileEmpty",
            ["rsa_key.pem"] = "CertificateFileEmpty",
            // Broken text, lengths, or signature values that are no bit strings.
            ["invalid_utf8_common_name.pem"] = "CertificateMalformed",
            ["long-form-name-attribute.pem"] = "CertificateMalformed",
            ["BadSignedCACert.crt"] = "CertificateMalformed",
            ["InvalidDSASignatureTest6EE.crt"] = "CertificateMalformed",
        },
        path => !Path.GetFileName(path).StartsWith("crl", StringComparison.Ordinal),
        content =>
        {
            using CertificateBundle bundle = CertificateReader.Parse(content, null, withPrivateKey: false);
            foreach (X509Certificate2 one in bundle.Certificates) CertificateInfoReader.Read(one, DateTimeOffset.UnixEpoch);
        });

    [VectorFact]
    public void Revocation_lists_are_read_or_refused_with_a_typed_error() => Sort(
        ["x509/custom", "x509/PKITS_data/crls"],
        190,
        new()
        {
            // An entry's extension twice (RFC 5280, section 4.2 and 5.3).
            ["crl_dup_entry_ext.pem"] = "RevocationListMalformed",
            ["crl_invalid_time.der"] = "RevocationListMalformed",
            ["BadCRLSignatureCACRL.crl"] = "RevocationListMalformed",
        },
        path => Path.GetFileName(path).StartsWith("crl", StringComparison.Ordinal) || path.EndsWith(".crl", StringComparison.Ordinal),
        content => RevocationList.Parse(content));

    [VectorFact]
    public void Requests_are_read_or_refused_with_a_typed_error() => Sort(
        ["x509/requests"],
        12,
        new()
        {
            ["bad-version.pem"] = "CertificateRequestMalformed",
            // Signed by no one: the collection made these by changing others.
            ["basic_constraints.pem"] = "CertificateRequestSignatureBad",
            ["challenge-invalid.der"] = "CertificateRequestSignatureBad",
            ["challenge-multi-valued.der"] = "CertificateRequestSignatureBad",
            ["invalid_signature.pem"] = "CertificateRequestSignatureBad",
            ["long-form-attribute.pem"] = "CertificateRequestSignatureBad",
            ["two_basic_constraints.pem"] = "CertificateRequestSignatureBad",
            ["unsupported_extension.pem"] = "CertificateRequestSignatureBad",
            ["unsupported_extension_critical.pem"] = "CertificateRequestSignatureBad",
            // DSA and MD4.
            ["dsa_sha1.der"] = "CertificateKeyUnsupported",
            ["dsa_sha1.pem"] = "CertificateKeyUnsupported",
            ["rsa_md4.der"] = "CertificateKeyUnsupported",
            ["rsa_md4.pem"] = "CertificateKeyUnsupported",
        },
        _ => true,
        content => CertificateSigningRequest.Parse(content));

    [VectorFact]
    public void Containers_are_read_or_refused_with_a_typed_error()
    {
        // A key without a certificate.
        Sort(["pkcs12"], 29, new() { ["no-cert-key-aes256cbc.p12"] = "CertificateFileEmpty" }, _ => true, ReadPfx);
        Sort(
            ["x509/PKITS_data/pkcs12"],
            399,
            new()
            {
                ["BadSignedCACert.p12"] = "CertificateMalformed",
                ["InvalidDSASignatureTest6EE.p12"] = "CertificateMalformed",
                ["DSACACert.p12"] = "CertificateKeyUnsupported",
                ["DSAParametersInheritedCACert.p12"] = "CertificateKeyUnsupported",
                ["ValidDSAParameterInheritanceTest5EE.p12"] = "CertificateKeyUnsupported",
                ["ValidDSASignaturesTest4EE.p12"] = "CertificateKeyUnsupported",
            },
            _ => true,
            ReadPfx);
        // Encrypted content, not certificates.
        Sort(["pkcs7"], 3, new() { ["enveloped.pem"] = "CertificateMalformed" }, _ => true, content => CertificateReader.Parse(content, null, withPrivateKey: false).Dispose());
    }

    private static void ReadPfx(byte[] content)
    {
        SecurityException? last = null;
        foreach (string passphrase in new[] { "", "cryptography", "password" })
        {
            try
            {
                using SecretBuffer secret = SecretBuffer.CopyOf(Encoding.UTF8.GetBytes(passphrase));
                CertificateReader.Parse(content, secret, withPrivateKey: true).Dispose();
                return;
            }
            catch (SecurityException error)
            {
                if (last is null or AuthenticationFailedException) last = error;
            }
        }

        throw last!;
    }

    private void Sort(string[] folders, int atLeast, Dictionary<string, string> expected, Func<string, bool> applies, Action<byte[]> read)
    {
        int good = 0;
        Dictionary<string, string> refused = [];
        foreach (string path in folders.SelectMany(folder => VectorCollection.Files(folder)).Where(applies))
        {
            try
            {
                read(File.ReadAllBytes(path));
                good++;
            }
            catch (SecurityException error)
            {
                refused.Add(Path.GetFileName(path), error.ErrorId);
            }
        }

        output.WriteLine($"{string.Join(", ", folders)}: {good} read, {refused.Count} refused with their reasons.");
        Assert.True(good >= atLeast, $"Only {good} were read.");
        Assert.Equal(expected.OrderBy(one => one.Key, StringComparer.Ordinal), refused.OrderBy(one => one.Key, StringComparer.Ordinal));
    }
}
