using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Certificates;

/// <summary>Requests that OpenSSL and others make, and what becomes of them.</summary>
public sealed class CertificateRequestTests : IDisposable
{
    private static readonly CertificateRequestPolicy Policy = new() { AllowedDns = ["example.com"], AllowedCommonNames = ["Zoë"] };

    private readonly CertificateFolder _folder = new();

    [Theory]
    [InlineData("rsa:2048")]
    [InlineData("ec:P-256")]
    [InlineData("ec:P-521")]
    [InlineData("ed25519")]
    [InlineData("rsa-pss")]
    public void Requests_by_OpenSsl_are_granted(string kind)
    {
        if (NativeTool.Find("openssl") is null) return;
        string[] key = kind switch
        {
            "ed25519" => ["-newkey", "ed25519"],
            "rsa:2048" => ["-newkey", "rsa:2048"],
            "rsa-pss" => ["-newkey", "rsa:2048", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest", "-sha384"],
            _ => ["-newkey", "ec", "-pkeyopt", $"ec_paramgen_curve:{kind[3..]}"],
        };
        Ask([.. key, "-subj", "/C=AU/ST=Some-State/O=Internet Widgits Pty Ltd/CN=www.example.com", "-addext", "subjectAltName=DNS:www.example.com,DNS:api.example.com", "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=keyCertSign"]);
        _folder.Root("root");
        using CertificateAuthority root = _folder.Open("root");

        IssuedCertificate issued = _folder.Issuer.Approve(Read(), Policy, root, path: _folder["www.crt"]);

        Assert.Equal("CN=www.example.com", issued.Subject);
        Assert.Equal(["Dns:www.example.com", "Dns:api.example.com"], issued.AlternativeNames);
        Assert.False(issued.IsAuthority);
        Assert.Contains("extension 2.5.29.19", issued.LeftOut);
        Assert.Contains("O=Internet Widgits Pty Ltd", issued.LeftOut);
        Assert.DoesNotContain("Certificate Sign", _folder.OpenSsl("x509", "-in", _folder["www.crt"], "-noout", "-text").Succeeded().Output);
        _folder.OpenSsl("verify", "-x509_strict", "-CAfile", _folder["root.crt"], "-verify_hostname", "api.example.com", _folder["www.crt"]).Succeeded();
    }

    [NativeFact("openssl")]
    public void A_changed_request_is_refused_by_both()
    {
        Ask("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=www.example.com");
        _folder.OpenSsl("req", "-in", _folder["asked.csr"], "-outform", "DER", "-out", _folder["asked.der"]).Succeeded();
        byte[] der = File.ReadAllBytes(_folder["asked.der"]);
        der[der.AsSpan().IndexOf("www.example.com"u8)] = (byte)'m';
        File.WriteAllBytes(_folder["asked.der"], der);

        Assert.Equal("CertificateRequestSignatureBad", Assert.Throws<IntegrityException>(() => CertificateSigningRequest.Parse(der)).ErrorId);
        ToolResult verdict = _folder.OpenSsl("req", "-in", _folder["asked.der"], "-inform", "DER", "-verify", "-noout");
        Assert.DoesNotContain("verify OK", verdict.Output + verdict.Errors);
    }

    [NativeFact("openssl")]
    public void A_BMPString_is_the_text_that_it_is()
    {
        File.WriteAllText(_folder["cnf"], "[req]\nprompt=no\ndistinguished_name=dn\nstring_mask=MASK:0x800\nutf8=yes\n[dn]\nCN=Zoë\n");
        Ask("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-config", _folder["cnf"]);

        Assert.Equal("Zoë", Read().CommonName);
        Assert.Empty(Policy.FindRefusals(Read()));
    }

    [NativeFact("openssl")]
    public void Names_of_other_kinds_are_refused_by_name()
    {
        File.WriteAllText(_folder["cnf"], "[req]\nprompt=no\ndistinguished_name=dn\nreq_extensions=ext\n[dn]\nCN=www.example.com\n[ext]\nsubjectAltName=otherName:1.3.6.1.4.1.311.20.2.3;UTF8:root@corp,DNS:www.example.com,RID:1.2.3,dirName:dn\n");
        Ask("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-config", _folder["cnf"]);

        Assert.Equal(["otherName:1.3.6.1.4.1.311.20.2.3", "[8]", "directoryName"], Policy.FindRefusals(Read()));
    }

    [NativeFact("openssl")]
    public void Huge_requests_are_refused_quickly()
    {
        Ask("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=www.example.com", "-addext", "subjectAltName=" + string.Join(',', Enumerable.Range(0, 300).Select(i => $"DNS:h{i}.example.com")));
        Assert.Equal("CertificateRequestMalformed", Assert.Throws<MalformedDataException>(Read).ErrorId);
        Assert.Throws<MalformedDataException>(() => CertificateSigningRequest.Parse(new byte[200_000]));
        Ask("-newkey", "rsa:1024", "-subj", "/CN=www.example.com");
        Assert.Equal(["an RSA key of 1024 bits"], Policy.FindRefusals(Read()));
        Ask("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1", "-subj", "/CN=www.example.com");
        Assert.Equal("CertificateKeyUnsupported", Assert.Throws<UnsupportedException>(Read).ErrorId);
    }

    [NativeFact("openssl")]
    public void Several_values_in_one_part_of_a_subject_are_refused()
    {
        Ask("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-multivalue-rdn", "-subj", "/CN=www.example.com+CN=evil.net");
        Assert.Throws<MalformedDataException>(Read);
    }

    [NativeFact("openssl")]
    public void The_authoritys_own_key_gets_no_second_certificate()
    {
        _folder.Root("root");
        _folder.OpenSsl("req", "-new", "-key", _folder["root.key"], "-subj", "/CN=www.example.com", "-out", _folder["asked.csr"]).Succeeded();
        using CertificateAuthority root = _folder.Open("root");
        Assert.Equal("CertificateRequestOwnKey", Assert.Throws<InvalidInputException>(() => _folder.Issuer.Approve(Read(), Policy, root)).ErrorId);
    }

    public void Dispose() => _folder.Dispose();

    private void Ask(params string[] arguments) => _folder.OpenSsl(["req", "-new", "-nodes", "-keyout", _folder["asked.key"], "-out", _folder["asked.csr"], .. arguments]).Succeeded();

    private CertificateSigningRequest Read() => CertificateSigningRequest.Parse(File.ReadAllBytes(_folder["asked.csr"]));
}
