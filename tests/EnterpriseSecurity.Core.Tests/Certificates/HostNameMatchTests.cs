using EnterpriseSecurity.Certificates;

namespace EnterpriseSecurity.Core.Tests.Certificates;

public sealed class HostNameMatchTests
{
    [Theory]
    [InlineData("example.com", "example.com", true)]
    [InlineData("EXAMPLE.com", "example.COM", true)]
    [InlineData("example.com.", "example.com", true)]
    [InlineData("example.com", "example.com.", false)]
    [InlineData("www.example.com", "*.example.com", true)]
    [InlineData("example.com", "*.example.com", false)]
    [InlineData("a.b.example.com", "*.example.com", false)]
    [InlineData("www.example.com", "w*.example.com", false)]
    [InlineData("www.example.com", "www.*.com", false)]
    [InlineData("www.example.com", "*.*.com", false)]
    [InlineData("example.com", "*.com", false)]
    [InlineData("www.example.com", "*", false)]
    [InlineData("example.com", "example.com\\x00.evil.org", false)]
    [InlineData("example.com", "xample.com", false)]
    [InlineData("aexample.com", "*example.com", false)]
    [InlineData("bücher.example", "xn--bcher-kva.example", true)]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example", true)]
    [InlineData("bücher.example.com", "*.example.com", true)]
    [InlineData("my_host.example.com", "my_host.example.com", true)]
    [InlineData("192.0.2.1", "192.0.2.1", false)]
    [InlineData("localhost", "localhost", true)]
    public void A_dns_name_matches_by_whole_labels(string host, string name, bool expected) =>
        Assert.Equal(expected, HostNameMatch.For(host).Matches([new CertificateName(CertificateNameKind.Dns, name)]));

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8::1", "2001:db8::1", true)]
    [InlineData("[2001:DB8:0::1]", "2001:db8::1", true)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", false)]
    [InlineData("example.com", "192.0.2.1", false)]
    public void An_address_matches_only_an_address(string host, string address, bool expected) =>
        Assert.Equal(expected, HostNameMatch.For(host).Matches([new CertificateName(CertificateNameKind.Ip, address)]));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("*.example.com")]
    [InlineData("https://example.com")]
    [InlineData("example.com:443")]
    [InlineData("exa mple.com")]
    [InlineData("example.com\0.evil.org")]
    [InlineData("127.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("192.0.2.256")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]:8443")]
    [InlineData("-a.example")]
    [InlineData("a\u2028b.example")]
    public void What_is_no_host_is_refused(string host) =>
        Assert.Equal("HostNameInvalid", Assert.Throws<InvalidInputException>(() => HostNameMatch.For(host)).ErrorId);

    [Fact]
    public void Another_kind_of_name_never_matches() =>
        Assert.False(HostNameMatch.For("example.com").Matches([new(CertificateNameKind.Uri, "example.com"), new(CertificateNameKind.Email, "example.com"), new(CertificateNameKind.Directory, "CN=example.com")]));
}
