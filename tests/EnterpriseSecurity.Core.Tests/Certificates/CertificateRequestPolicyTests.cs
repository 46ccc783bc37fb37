using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;

namespace EnterpriseSecurity.Core.Tests.Certificates;

public class CertificateRequestPolicyTests
{
    private static readonly CertificateRequestPolicy Policy = new()
    {
        AllowedDns = ["example.com"],
        AllowedIp = [IPNetwork.Parse("10.0.0.0/8")],
        AllowedEmailDomains = ["example.com"],
        AllowedUriPrefixes = ["https://example.com", "spiffe://prod/"],
        AllowedCommonNames = ["Alice *"],
    };

    [Theory]
    [InlineData("example.com", true)]
    [InlineData("a.b.example.com", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("Alice Smith", true)]
    [InlineData("joe@example.com", true)]
    [InlineData("badexample.com", false)]
    [InlineData("example.com.evil.net", false)]
    [InlineData("*.example.com", false)]
    [InlineData("11.1.2.3", false)]
    [InlineData("joe@mail.example.com", false)]
    [InlineData("Bob", false)]
    public void The_common_name_is_checked(string name, bool allowed) =>
        Assert.Equal(allowed, Policy.FindRefusals(Request($"CN={name}")).Count == 0);

    [Theory]
    [InlineData("www.evil.net", false)]
    [InlineData("*.corp.local", false)]
    [InlineData("other.corp.local", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("root@evil.net", false)]
    [InlineData("node.corp.local", true)]
    [InlineData("Bob Smith", true)]
    [InlineData("Bob", true)]
    public void A_pattern_for_common_names_lets_no_host_in(string name, bool allowed)
    {
        CertificateRequestPolicy policy = Policy with { AllowedCommonNames = ["*", "node.corp.local", "*.corp.local"] };
        CertificateSigningRequest request = Request($"CN={name}");

        Assert.Equal(allowed, policy.FindRefusals(request).Count == 0);
        Assert.Equal(0, policy.NamesFor(request).Count);
    }

    [Theory]
    [InlineData("https://example.com/x", true)]
    [InlineData("spiffe://prod/ns/a", true)]
    [InlineData("https://example.com.evil.net/", false)]
    [InlineData("https://example.com@evil.net/", false)]
    [InlineData("spiffe://production/a", false)]
    [InlineData("http://example.com/", false)]
    public void A_uri_is_checked(string uri, bool allowed)
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("example.com");
        names.AddUri(new Uri(uri));
        Assert.Equal(allowed, Policy.FindRefusals(Request("CN=example.com", names)).Count == 0);
    }

    [Fact]
    public void Every_refused_name_is_told_at_once()
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("good.example.com");
        names.AddDnsName("evil.net");
        names.AddDnsName("*.example.com");
        names.AddIpAddress(IPAddress.Parse("8.8.8.8"));
        names.AddEmailAddress("root@evil.net");
        names.AddUserPrincipalName("admin@corp");
        IReadOnlyList<string> refusals = Policy.FindRefusals(Request("CN=other.net", names), TimeSpan.FromDays(400));

        Assert.Equal(
            ["DNS:evil.net", "DNS:*.example.com", "IP:8.8.8.8", "email:root@evil.net", "otherName:1.3.6.1.4.1.311.20.2.3", "CN:other.net", "a lifetime of more than 365 days"],
            refusals);
    }

    [Fact]
    public void Nothing_is_allowed_that_is_not_said()
    {
        CertificateRequestPolicy nothing = new();
        Assert.Equal(["CN:example.com"], nothing.FindRefusals(Request("CN=example.com")));
        Assert.Equal(["no name at all"], Policy.FindRefusals(Request("O=x")));
        Assert.Equal(["several common names"], Policy.FindRefusals(Request("CN=example.com,CN=example.com")));
    }

    [Fact]
    public void Wildcards_are_allowed_when_said()
    {
        Assert.Empty((Policy with { AllowWildcards = true }).FindRefusals(Request("CN=*.example.com")));
        Assert.NotEmpty((Policy with { AllowWildcards = true }).FindRefusals(Request("CN=*.evil.com")));
    }

    [Fact]
    public void Weak_keys_are_refused()
    {
        using RSA small = RSA.Create(1024);
        CertificateRequest request = new("CN=example.com", small, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Assert.Equal(["an RSA key of 1024 bits"], Policy.FindRefusals(CertificateSigningRequest.Parse(request.CreateSigningRequest())));
        Assert.Equal(["a key of type Ecdsa"], (Policy with { AllowedKeyAlgorithms = [CertificateKeyAlgorithm.Rsa] }).FindRefusals(Request("CN=example.com")));
    }

    [Fact]
    public void A_signature_of_another_key_or_over_other_bytes_is_refused()
    {
        byte[] der = RequestBytes("CN=example.com", null);
        int at = der.AsSpan().IndexOf("example.com"u8);
        der[at] = (byte)'X';
        Assert.Equal("CertificateRequestSignatureBad", Assert.Throws<IntegrityException>(() => CertificateSigningRequest.Parse(der)).ErrorId);
    }

    [Fact]
    public void Changed_bytes_give_a_typed_error()
    {
        byte[] der = RequestBytes("CN=example.com,O=x", null);
        Random random = new(5);
        for (int i = 0; i < 2000; i++)
        {
            byte[] changed = (byte[])der.Clone();
            int at = random.Next(der.Length);
            if (i % 4 == 0) changed = changed[..at];
            else changed[at] ^= (byte)(1 << random.Next(8));
            Assert.ThrowsAny<SecurityException>(() => CertificateSigningRequest.Parse(changed));
        }
    }

    private static CertificateSigningRequest Request(string subject, SubjectAlternativeNameBuilder? names = null) => CertificateSigningRequest.Parse(RequestBytes(subject, names));

    private static byte[] RequestBytes(string subject, SubjectAlternativeNameBuilder? names)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(new X500DistinguishedName(subject), key, HashAlgorithmName.SHA256);
        if (names is not null) request.CertificateExtensions.Add(names.Build());
        return request.CreateSigningRequest();
    }
}
