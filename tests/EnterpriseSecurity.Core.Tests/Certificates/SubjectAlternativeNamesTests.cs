using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;

namespace EnterpriseSecurity.Core.Tests.Certificates;

public class SubjectAlternativeNamesTests
{
    [Fact]
    public void Names_get_their_one_form()
    {
        SubjectAlternativeNames names = SubjectAlternativeNames.Create(
            ["Example.COM", "*.example.com", "bücher.example", "localhost", "example.com"], ["10.0.0.1", "2001:DB8::1"], ["Joe@Example.com"], ["https://example.com/a b".Replace(" ", "%20"), "urn:uuid:1", "spiffe://prod/ns/x"]);

        Assert.Equal(["example.com", "*.example.com", "xn--bcher-kva.example", "localhost"], names.DnsNames);
        Assert.Equal(["10.0.0.1", "2001:db8::1"], names.IpAddresses.Select(one => one.ToString()));
        Assert.Equal(["Joe@example.com"], names.EmailAddresses);
        Assert.Equal(["https://example.com/a%20b", "urn:uuid:1", "spiffe://prod/ns/x"], names.Uris);
        SubjectAlternativeNames again = SubjectAlternativeNames.Read(names.ToExtension().RawData);
        Assert.Equal(names.ToTexts(), again.ToTexts());
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.com")]
    [InlineData("a.*.com")]
    [InlineData("w*.example.com")]
    [InlineData("**.example.com")]
    [InlineData("*.*.example.com")]
    [InlineData("example..com")]
    [InlineData("example.com.")]
    [InlineData("-a.com")]
    [InlineData("a_b.com")]
    [InlineData("a b.com")]
    [InlineData("example.com\0.evil.net")]
    [InlineData("10.0.0.1")]
    [InlineData("1.2.3")]
    [InlineData("http://example.com")]
    [InlineData("example.com:443")]
    public void What_is_no_host_is_refused(string name) =>
        Assert.Equal("CertificateNamesInvalid", Assert.Throws<InvalidInputException>(() => SubjectAlternativeNames.Create(dnsNames: [name])).ErrorId);

    [Theory]
    [InlineData("1")]
    [InlineData("010.0.0.1")]
    [InlineData("0x7f.1")]
    [InlineData("10.0.0.0/8")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("[::1]:443")]
    public void What_is_no_address_is_refused(string name) => Assert.Throws<InvalidInputException>(() => SubjectAlternativeNames.Create(ipAddresses: [name]));

    [Theory]
    [InlineData("joe")]
    [InlineData("@example.com")]
    [InlineData("joe@")]
    [InlineData("jo e@example.com")]
    [InlineData("joe..x@example.com")]
    [InlineData("<joe@example.com>")]
    [InlineData("jöe@example.com")]
    [InlineData("joe@*.example.com")]
    public void What_is_no_mailbox_is_refused(string name) => Assert.Throws<InvalidInputException>(() => SubjectAlternativeNames.Create(emailAddresses: [name]));

    [Theory]
    [InlineData("example.com")]
    [InlineData("//example.com")]
    [InlineData("http:")]
    [InlineData("https://")]
    [InlineData("https://user:word@example.com/")]
    [InlineData("https://example.com/\n")]
    [InlineData("spiffe://prod/a/../b")]
    [InlineData("https://example.com/%2E%2e/x")]
    [InlineData("javascript:alert(1)")]
    public void What_is_no_uri_is_refused(string name) => Assert.Throws<InvalidInputException>(() => SubjectAlternativeNames.Create(uris: [name]));

    [Fact]
    public void An_error_lists_every_bad_name()
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => SubjectAlternativeNames.Create(["good.example", "*.com"], ["nowhere"]));
        Assert.Contains("DNS:*.com", error.Message);
        Assert.Contains("IP:nowhere", error.Message);
        Assert.DoesNotContain("good.example", error.Message);
        Assert.Equal("CertificateNamesTooMany", Assert.Throws<InvalidInputException>(() => SubjectAlternativeNames.Create(Enumerable.Range(0, 251).Select(i => $"h{i}.example"))).ErrorId);
    }

    [Theory]
    [InlineData("CN=example.com,O=MyCompany,C=US")]
    [InlineData("CN=a\\, b \\+ c,OU=x\\=y,O=Müller,L=Zürich,ST=ZH,C=CH")]
    [InlineData("CN=\\ edge\\ ")]
    [InlineData("CN=\\#1")]
    public void A_subject_is_read_and_written(string text) => Assert.Equal(text, CertificateSubject.Parse(text).ToString());

    [Fact]
    public void A_subject_is_encoded_country_first()
    {
        X500DistinguishedName name = CertificateSubject.Parse(" cn = example.com , o=\\4d\\c3\\bcller, c=us").ToDistinguishedName();
        Assert.Equal("CN=example.com,O=Müller,C=US", DistinguishedNameText.Of(name));
        Assert.Equal("2.5.4.6", name.EnumerateRelativeDistinguishedNames(reversed: false).First().GetSingleElementType().Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com")]
    [InlineData("CN=")]
    [InlineData("CN=a,")]
    [InlineData("CN=a,CN=b")]
    [InlineData("CN=a+O=b")]
    [InlineData("CN=\"a\"")]
    [InlineData("CN=#0403")]
    [InlineData("CN=a\\")]
    [InlineData("CN=a\\zz")]
    [InlineData("CN=a\nb")]
    [InlineData("CN=a\u202eb")]
    [InlineData("CN=a\\00")]
    [InlineData("CN=\\ff")]
    [InlineData("C=USA,CN=a")]
    [InlineData("C=US")]
    [InlineData("1.2.3=a,CN=b")]
    [InlineData("CN=01234567890123456789012345678901234567890123456789012345678901234")]
    public void What_is_no_subject_is_refused(string text) => Assert.Equal("CertificateSubjectInvalid", Assert.Throws<InvalidInputException>(() => CertificateSubject.Parse(text)).ErrorId);
}
