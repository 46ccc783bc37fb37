using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Certificates;

/// <summary>OpenSSL judges what is issued here.</summary>
public sealed class CertificateIssuingTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    public static TheoryData<CertificateKeyType> Types => [.. Enum.GetValues<CertificateKeyType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void OpenSsl_reads_self_signed_certificates_and_their_keys(CertificateKeyType type)
    {
        using SecretBuffer words = SecretBuffer.FromUtf8("pass words");
        SubjectAlternativeNames names = SubjectAlternativeNames.Create(["example.com", "*.example.com"], ["10.0.0.1", "2001:db8::1"], ["joe@example.com"], ["https://example.com/x"]);
        CertificateOptions options = new() { Subject = CertificateSubject.Parse("CN=example.com,O=Mÿ Company,C=CH"), AlternativeNames = names, KeyType = type };
        _folder.Issuer.CreateSelfSigned(options, _folder.Target("plain"));
        _folder.Issuer.CreateSelfSigned(options, _folder.Target("locked", words));

        string text = _folder.OpenSsl("x509", "-in", _folder["plain.crt"], "-noout", "-text", "-nameopt", "utf8,sep_comma_plus", "-checkend", "0").Succeeded().Output;
        Assert.Contains("Version: 3", text);
        Assert.Contains("CA:FALSE", text);
        Assert.Contains("C=CH,O=Mÿ Company,CN=example.com", text);
        Assert.Contains("DNS:example.com, DNS:*.example.com, IP Address:10.0.0.1, IP Address:2001:DB8:0:0:0:0:0:1, email:joe@example.com, URI:https://example.com/x", text);
        Assert.Contains("TLS Web Server Authentication", text);
        _folder.OpenSsl("verify", "-x509_strict", "-check_ss_sig", "-CAfile", _folder["plain.crt"], "-verify_hostname", "example.com", "-verify_ip", "10.0.0.1", _folder["plain.crt"]).Succeeded();
        AssertSameKey("plain.crt", "plain.key");
        AssertSameKey("locked.crt", "locked.key", "-passin", "pass:pass words");
        Assert.NotEqual(0, _folder.OpenSsl("pkey", "-in", _folder["locked.key"], "-noout", "-passin", "pass:wrong").ExitCode);
        Assert.Contains("BEGIN ENCRYPTED PRIVATE KEY", File.ReadAllText(_folder["locked.key"]));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void OpenSsl_verifies_root_intermediate_and_leaf(CertificateKeyType type)
    {
        _folder.Root("root", type);
        using (CertificateAuthority root = _folder.Open("root"))
        {
            _folder.Issuer.CreateAuthority(new CertificateAuthorityOptions { Subject = CertificateSubject.Parse("CN=Issuing,O=Tests"), KeyType = type, PathLength = 0 }, _folder.Target("issuing"), root);
        }

        _folder.Leaf("issuing", "www.example.com", type);

        Assert.Equal(2, File.ReadAllText(_folder["www.example.com.crt"]).Split("BEGIN CERTIFICATE").Length - 1);
        _folder.OpenSsl("req", "-in", _folder["www.example.com.csr"], "-verify", "-noout").Succeeded();
        _folder.OpenSsl("verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "www.example.com", "-CAfile", _folder["root.crt"], "-untrusted", _folder["issuing.crt"], _folder["www.example.com.crt"]).Succeeded();
        Assert.NotEqual(0, _folder.OpenSsl("verify", "-purpose", "sslclient", "-CAfile", _folder["root.crt"], "-untrusted", _folder["issuing.crt"], _folder["www.example.com.crt"]).ExitCode);
        AssertSameKey("www.example.com.crt", "www.example.com.key");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void OpenSsl_refuses_what_our_list_revokes(CertificateKeyType type)
    {
        _folder.Root("root", type);
        IssuedCertificate good = _folder.Leaf("root", "good.example.com");
        IssuedCertificate bad = _folder.Leaf("root", "bad.example.com");
        using CertificateAuthority root = _folder.Open("root");
        byte[] list = _folder.Issuer.CreateRevocationList(root, [new CertificateRevocation(bad.SerialNumber, DateTimeOffset.UtcNow.AddMinutes(-1), X509RevocationReason.KeyCompromise)], 7, TimeSpan.FromDays(7));
        File.WriteAllBytes(_folder["root.crl"], list);
        _folder.OpenSsl("crl", "-inform", "DER", "-in", _folder["root.crl"], "-out", _folder["root.crl.pem"]).Succeeded();

        ToolResult shown = _folder.OpenSsl("crl", "-in", _folder["root.crl.pem"], "-CAfile", _folder["root.crt"], "-noout", "-text", "-crlnumber").Succeeded();
        Assert.Contains("Key Compromise", shown.Output);
        Assert.Contains("0x07", shown.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("verify OK", shown.Output + shown.Errors);
        string[] check = ["verify", "-crl_check", "-x509_strict", "-CAfile", _folder["root.crt"], "-CRLfile", _folder["root.crl.pem"]];
        _folder.OpenSsl([.. check, _folder["good.example.com.crt"]]).Succeeded();
        ToolResult refused = _folder.OpenSsl([.. check, _folder["bad.example.com.crt"]]);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("certificate revoked", refused.Output + refused.Errors);
        Assert.Equal("good.example.com", good.Name);
    }

    [NativeFact("openssl")]
    public void OpenSsl_and_we_agree_on_name_constraints()
    {
        CertificateNameConstraints constraints = new()
        {
            PermittedDns = ["example.com"],
            ExcludedDns = ["secret.example.com"],
            PermittedIp = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8::/32")],
            PermittedEmail = ["example.com", ".mail.example.com"],
        };
        _folder.Issuer.CreateAuthority(new CertificateAuthorityOptions { Subject = CertificateSubject.Parse("CN=Constrained"), NameConstraints = constraints }, _folder.Target("constrained"));
        _folder.Root("free");
        // The same key and name without the constraints, so that OpenSSL sees what we would not sign.
        using CertificateAuthority constrained = _folder.Open("constrained");
        string text = _folder.OpenSsl("x509", "-in", _folder["constrained.crt"], "-noout", "-text").Succeeded().Output;
        Assert.Contains("X509v3 Name Constraints: critical", text);
        Assert.Contains("IP:10.0.0.0/255.0.0.0", text);

        foreach ((string kind, string name, bool allowed) in new[]
        {
            ("DNS", "example.com", true), ("DNS", "a.example.com", true), ("DNS", "badexample.com", false), ("DNS", "secret.example.com", false), ("DNS", "x.secret.example.com", false), ("DNS", "evil.net", false),
            ("IP", "10.9.8.7", true), ("IP", "11.0.0.1", false), ("IP", "2001:db8::7", true), ("IP", "2001:db9::7", false),
            ("email", "joe@example.com", true), ("email", "joe@x.mail.example.com", true), ("email", "joe@a.example.com", false), ("URI", "https://anything.net/", true),
        })
        {
            Assert.True(allowed == SignedByUs(constrained, kind, name), $"we: {kind} {name}");
            SignByOpenSsl(kind, name);
            ToolResult verdict = _folder.OpenSsl("verify", "-CAfile", _folder["constrained.crt"], _folder["foreign.crt"]);
            Assert.True(allowed == (verdict.ExitCode == 0), $"OpenSSL: {kind} {name}: {verdict.Errors}");
        }
    }

    [NativeFact("openssl")]
    public void A_path_length_holds()
    {
        _folder.Root("root", pathLength: 0);
        using CertificateAuthority root = _folder.Open("root");
        CertificateAuthorityOptions below = new() { Subject = CertificateSubject.Parse("CN=Below") };
        Assert.Equal("CertificatePathLengthInvalid", Assert.Throws<InvalidInputException>(() => _folder.Issuer.CreateAuthority(below, _folder.Target("below"), root)).ErrorId);
        Assert.False(File.Exists(_folder["below.crt"]));
    }

    [NativeFact("openssl")]
    public void Renewal_keeps_what_openssl_verifies()
    {
        _folder.Root("root");
        _folder.Leaf("root", "www.example.com", CertificateKeyType.Rsa2048);
        string before = File.ReadAllText(_folder["www.example.com.key"]);
        using CertificateAuthority root = _folder.Open("root");

        Assert.Equal("CertificateAuthorityNeeded", Assert.Throws<InvalidInputException>(() => _folder.Issuer.Renew(_folder["www.example.com.crt"])).ErrorId);
        _folder.Issuer.Renew(_folder["www.example.com.crt"], authority: root);
        Assert.Equal(before, File.ReadAllText(_folder["www.example.com.key"]));
        _folder.Issuer.Renew(_folder["www.example.com.crt"], authority: root, options: new CertificateRenewal { NewKey = true, KeyType = CertificateKeyType.EcdsaP256 });

        AssertSameKey("www.example.com.crt", "www.example.com.key");
        _folder.OpenSsl("verify", "-x509_strict", "-verify_hostname", "www.example.com", "-CAfile", _folder["root.crt"], _folder["www.example.com.crt"]).Succeeded();
        Assert.DoesNotContain("Key Encipherment", _folder.OpenSsl("x509", "-in", _folder["www.example.com.crt"], "-noout", "-text").Output);
    }

    [NativeFact("openssl")]
    public void Urls_stand_where_openssl_finds_them()
    {
        CertificateLocations locations = new() { RevocationLists = ["http://pki.example.com/root.crl"], IssuerCertificates = ["http://pki.example.com/root.crt"], OcspResponders = ["http://ocsp.example.com/"] };
        _folder.Issuer.CreateSelfSigned(new CertificateOptions { Subject = CertificateSubject.Parse("CN=example.com"), Locations = locations }, _folder.Target("urls"));
        string text = _folder.OpenSsl("x509", "-in", _folder["urls.crt"], "-noout", "-text").Succeeded().Output;
        Assert.Contains("URI:http://pki.example.com/root.crl", text);
        Assert.Contains("CA Issuers - URI:http://pki.example.com/root.crt", text);
        Assert.Contains("OCSP - URI:http://ocsp.example.com/", text);
    }

    [NativeFact("openssl")]
    public void Dates_beyond_2050_are_read()
    {
        _folder.Issuer.CreateSelfSigned(new CertificateOptions { Subject = CertificateSubject.Parse("CN=example.com"), ExpiresIn = TimeSpan.FromDays(365 * 40) }, _folder.Target("long"));
        Assert.Contains("206", _folder.OpenSsl("x509", "-in", _folder["long.crt"], "-noout", "-enddate").Succeeded().Output);
    }

    public void Dispose() => _folder.Dispose();

    private static bool SignedByUs(CertificateAuthority authority, string kind, string name)
    {
        SubjectAlternativeNames names = kind switch
        {
            "DNS" => SubjectAlternativeNames.Create(dnsNames: [name]),
            "IP" => SubjectAlternativeNames.Create(ipAddresses: [name]),
            "email" => SubjectAlternativeNames.Create(emailAddresses: [name]),
            _ => SubjectAlternativeNames.Create(uris: [name]),
        };
        using CertificateKey key = CertificateKey.Generate(CertificateKeyType.EcdsaP256);
        byte[] asked = CertificateBuilder.Request(new CertificateOptions { Subject = CertificateSubject.Parse("CN=Someone"), AlternativeNames = names }, key);
        CertificateRequestPolicy policy = new()
        {
            AllowedDns = ["com", "net"], AllowedIp = [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")], AllowedUriPrefixes = ["https://anything.net"], AllowedCommonNames = ["Someone"],
            AllowedEmailDomains = ["example.com", "x.mail.example.com", "a.example.com"],
        };
        try
        {
            new CertificateIssuer().Approve(CertificateSigningRequest.Parse(asked), policy, authority);
            return true;
        }
        catch (InvalidInputException error) when (error.ErrorId == "CertificateNamesConstrained")
        {
            return false;
        }
    }

    private void SignByOpenSsl(string kind, string name)
    {
        File.WriteAllText(_folder["ext"], $"subjectAltName={kind}:{name}\n");
        _folder.OpenSsl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", _folder["foreign.key"], "-out", _folder["foreign.csr"], "-subj", "/CN=Someone").Succeeded();
        _folder.OpenSsl("x509", "-req", "-in", _folder["foreign.csr"], "-CA", _folder["constrained.crt"], "-CAkey", _folder["constrained.key"], "-CAcreateserial", "-extfile", _folder["ext"], "-days", "10", "-out", _folder["foreign.crt"]).Succeeded();
    }

    private void AssertSameKey(string certificate, string key, params string[] more)
    {
        string certified = _folder.OpenSsl("x509", "-in", _folder[certificate], "-noout", "-pubkey").Succeeded().Output;
        string own = _folder.OpenSsl(["pkey", "-in", _folder[key], "-pubout", .. more]).Succeeded().Output;
        Assert.Equal(certified, own);
    }
}
