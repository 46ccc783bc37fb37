using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Certificates;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using Make = System.Collections.Generic.Dictionary<string, System.Func<EnterpriseSecurity.Core.Tests.HostileInput.HostileTargets, EnterpriseSecurity.Core.Tests.HostileInput.HostileTarget>>;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <content>Certificates and what belongs to them.</content>
internal sealed partial class HostileTargets
{
    private static Make Certificates() => new()
    {
        ["certificate"] = _ => new HostileTarget([Leaf(), Pem("CERTIFICATE", Leaf())], CheckCertificate) { Pieces = [Shapes.Der(Leaf()), Shapes.Pem(Text(Pem("CERTIFICATE", Leaf())), Shapes.Der)] },
        ["certificate-key"] = _ => new HostileTarget(CertificateKeys(), content => CertificateKey.Load(content).Dispose())
        {
            Shape = content => content[0] == '-' ? Shapes.Pem(Text(content), Shapes.Der) : Shapes.Der(content),
        },
        ["pfx"] = _ => new HostileTarget([Pfx(), PfxWithoutMac()], content =>
        {
            using SecretBuffer passphrase = SecretBuffer.FromUtf8("x");
            CertificateFile.Parse(content, passphrase).Dispose();
        }) { Shape = Shapes.Der },
        ["p7b"] = _ => new HostileTarget([P7b()], content => CertificateFile.Parse(content).Dispose()) { Shape = Shapes.Der },
        ["certificate-request"] = _ => new HostileTarget([Request(), Pem("CERTIFICATE REQUEST", Request())], content => CertificateSigningRequest.Parse(content)) { Pieces = [Shapes.Der(Request())] },
        ["revocation-list"] = _ => new HostileTarget([List()], content => RevocationList.Parse(content)) { Shape = Shapes.Der },
        ["certificate-subject"] = _ => HostileTarget.OfText(["CN=example.com, O=My\\, Company, C=US"], text => CertificateSubject.Parse(text), "CN=", "+", "\\00", "\"", "1.2.3=") with
        {
            Rules = """
                subject = part more*
                more = ',' part | ',\s' part | '+' part
                part = type '=' value
                type = 'CN' | 'O' | 'OU' | 'C' | 'ST' | 'L' | 'DC' | 'emailAddress' | '2.5.4.3' | '1.2.840.113549.1.9.1' | 'cn' | '9.9.9'
                value = text* | '"' text* '"' | '#' hex* | 'US' | 'example.com'
                text = a-z | '\s' | '\,' | '\"' | '\\' | '\' hex | 'é' | '+' | '#' | ';' | '<'
                hex = digit digit
                digit = 0-9 | A-F | a-f
                """,
        },
        ["endpoint"] = _ => HostileTarget.OfText(["example.com:443", "example.com", "[::1]:8443"], text => CertificateEndpoint.Parse(text), ":", "]", "/") with
        {
            Rules = """
                endpoint = host port?
                port = ':' number | ':443' | ':65535' | ':65536' | ':0' | ':'
                host = name | '[' address ']' | address | 'localhost'
                name = label tail* | label tail* '.'
                tail = '.' label
                label = letter letter* | 'xn--' letter* | '_' letter*
                letter = a-z | A-Z | 0-9 | '-' | 'é'
                address = '::1' | '::' | '10.0.0.1' | 'fe80::1%eth0' | '2001:db8:' part* ':' part | '::ffff:10.0.0.1'
                part = number | ':' | a-f
                number = 0-9 more*
                more = 0-9
                """,
        },
        ["host-name"] = _ => HostileTarget.OfText(["www.example.com\n*.example.com", "10.0.0.1\n10.0.0.1", "bücher.example\nxn--bcher-kva.example"], text =>
        {
            string[] lines = text.Split('\n', 2);
            HostNameMatch.For(lines[0]).Matches([new CertificateName(CertificateNameKind.Dns, lines[^1]), new CertificateName(CertificateNameKind.Ip, lines[^1])]);
        }, "*.", "xn--", ".") with { Shape = content => Shapes.Text(Text(content), "\n.") },
        ["name-constraint"] = _ => HostileTarget.OfText(["10.0.0.0/8\n2001:db8::/32\n10.1.2.3"], text => CertificateNameConstraints.ParseNetworks(text.Split('\n')), "/33", "::ffff:", "0x7f") with { Shape = content => Shapes.Text(Text(content), "\n/.:") },
    };

    private static string Text(byte[] content) => Encoding.UTF8.GetString(content);

    private static byte[] Leaf()
    {
        using TestAuthority root = TestAuthority.Root();
        using X509Certificate2 leaf = root.Issue(request => TestCertificates.AddNames(request, "example.com", "*.example.org"));
        return leaf.RawData;
    }

    private static byte[] List()
    {
        using TestAuthority root = TestAuthority.Root();
        using X509Certificate2 leaf = root.Issue();
        return root.Revoke(leaf);
    }

    private static byte[] Request()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=example.com,O=Company", key, HashAlgorithmName.SHA256);
        TestCertificates.AddNames(request, "example.com");
        return request.CreateSigningRequest();
    }

    private static byte[] Pem(string label, byte[] der) => TemporaryStore.Utf8(PemEncoding.WriteString(label, der));

    private static byte[] Pfx()
    {
        using CertificateBundle bundle = TestCertificates.Bundle();
        using ECDsa key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(bundle.PrivateKey!.Span, out _);
        using X509Certificate2 withKey = bundle.Leaf.CopyWithPrivateKey(key);
        return withKey.ExportPkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2), "x");
    }

    private static byte[] P7b()
    {
        using CertificateBundle bundle = TestCertificates.Bundle();
        return Pkcs7Container.Write(bundle.Certificates);
    }

    // openssl's: without a MAC, what was changed inside reaches what reads it.
    private static byte[] PfxWithoutMac() => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "HostileInput", "Samples", "plain.p12"));

    private static byte[][] CertificateKeys()
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return [rsa.ExportPkcs8PrivateKey(), TemporaryStore.Utf8(rsa.ExportRSAPrivateKeyPem()), ecdsa.ExportPkcs8PrivateKey(), TemporaryStore.Utf8(ecdsa.ExportECPrivateKeyPem())];
    }

    private static void CheckCertificate(byte[] content)
    {
        using CertificateBundle bundle = CertificateFile.Parse(content);
        CertificateInfoReader.Read(bundle.Leaf, TestCertificates.Now);
        new CertificateChecker().Check(bundle.Leaf, new CertificateCheckOptions { At = TestCertificates.Now, HostName = "example.com", TrustedRoots = [.. bundle.Certificates] });
    }
}
