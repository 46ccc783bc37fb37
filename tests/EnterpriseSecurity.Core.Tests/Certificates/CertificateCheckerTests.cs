using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;

namespace EnterpriseSecurity.Core.Tests.Certificates;

public sealed class CertificateCheckerTests : IDisposable
{
    private readonly TestAuthority _root = TestAuthority.Root();
    private readonly CertificateChecker _checker = new();

    [Fact]
    public void A_sound_certificate_is_valid_for_its_host()
    {
        using TestAuthority middle = _root.Intermediate();
        using X509Certificate2 leaf = middle.Issue();
        CertificateVerification result = Check(leaf, "www.example.com", middle.Certificate);
        Assert.True(result.IsValid, string.Join('\n', result.Findings));
        Assert.Empty(result.Findings);
        Assert.Equal(["CN=leaf", "CN=Test Intermediate", "CN=Test Root"], result.Chain.Select(one => one.Subject));
        Assert.Equal("Certificate is valid", result.Message);
    }

    [Fact]
    public void Dates_are_checked_at_the_time_that_is_asked_for()
    {
        using X509Certificate2 leaf = _root.Issue();
        AssertFinds(CertificateFindingId.Expired, Check(leaf, at: TestCertificates.Now.AddDays(91)));
        AssertFinds(CertificateFindingId.NotYetValid, Check(leaf, at: TestCertificates.Now.AddDays(-11)));
        AssertFinds(CertificateFindingId.Expired, Check(leaf, at: TestCertificates.Now.AddYears(10)));
    }

    [Fact]
    public void A_wrong_host_is_found_and_the_common_name_does_not_count()
    {
        using X509Certificate2 leaf = _root.Issue();
        AssertFinds(CertificateFindingId.WrongHost, Check(leaf, "example.org"));
        using X509Certificate2 nameless = _root.Issue(_ => { }, subject: "CN=example.com");
        CertificateVerification result = Check(nameless, "example.com");
        AssertFinds(CertificateFindingId.WrongHost, result);
        AssertFinds(CertificateFindingId.MissingSan, result);
    }

    [Fact]
    public void Trust_and_its_lack_are_told_apart()
    {
        using TestAuthority middle = _root.Intermediate();
        using X509Certificate2 leaf = middle.Issue();
        AssertFinds(CertificateFindingId.PartialChain, Check(leaf));
        using TestAuthority other = TestAuthority.Root("CN=Other");
        AssertFinds(CertificateFindingId.Untrusted, _checker.Check(leaf, new() { TrustedRoots = [other.Certificate], Intermediates = [middle.Certificate, _root.Certificate], At = TestCertificates.Now }));
        AssertFinds(CertificateFindingId.Untrusted, _checker.Check(_root.Certificate, new() { At = TestCertificates.Now }));
        CertificateVerification tolerant = _checker.Check(_root.Certificate, new() { At = TestCertificates.Now, AllowUntrusted = true });
        Assert.True(tolerant.IsValid);
        Assert.Equal(CertificateSeverity.Warning, Assert.Single(tolerant.Findings).Severity);
    }

    [Fact]
    public void An_impostor_of_the_same_name_is_found()
    {
        using TestAuthority impostor = TestAuthority.Root();
        using X509Certificate2 leaf = impostor.Issue();
        CertificateVerification result = Check(leaf);
        Assert.False(result.IsValid);
        Assert.Contains(result.Findings, one => one.Id is CertificateFindingId.BadSignature or CertificateFindingId.PartialChain or CertificateFindingId.Untrusted);
    }

    [Fact]
    public void A_changed_certificate_has_a_bad_signature()
    {
        using X509Certificate2 leaf = _root.Issue();
        byte[] changed = leaf.RawData;
        changed[^1] ^= 1;
        using X509Certificate2 copy = X509CertificateLoader.LoadCertificate(changed);
        AssertFinds(CertificateFindingId.BadSignature, Check(copy));
    }

    [Fact]
    public void Weak_keys_are_found()
    {
        using RSA small = RSA.Create(1024);
        using X509Certificate2 rsa = _root.Issue(key: small);
        AssertFinds(CertificateFindingId.WeakKey, Check(rsa));
        using RSA fine = RSA.Create(2048);
        using X509Certificate2 strong = _root.Issue(key: fine);
        Assert.True(Check(strong).IsValid);
    }

    [Fact]
    public void A_certificate_for_clients_is_not_for_servers()
    {
        using X509Certificate2 leaf = _root.Issue(one => TestAuthority.AsServer(one, "1.3.6.1.5.5.7.3.2"));
        AssertFinds(CertificateFindingId.BadKeyUsage, Check(leaf, "example.com"));
        Assert.True(_checker.Check(leaf, Options(purpose: CertificatePurpose.Client)).IsValid);
        Assert.True(_checker.Check(leaf, Options()).IsValid);
    }

    [Fact]
    public void An_authority_without_the_right_to_sign_is_found()
    {
        using TestAuthority middle = _root.Intermediate(shape: one => TestAuthority.AsAuthority(one, null, X509KeyUsageFlags.CrlSign));
        using X509Certificate2 leaf = middle.Issue();
        AssertFinds(CertificateFindingId.BadKeyUsage, Check(leaf, null, middle.Certificate));
    }

    [Fact]
    public void A_leaf_cannot_issue()
    {
        using TestAuthority leaf = _root.Intermediate("CN=No authority", one => TestAuthority.AsServer(one));
        using X509Certificate2 below = leaf.Issue();
        CertificateVerification result = Check(below, null, leaf.Certificate);
        AssertFinds(CertificateFindingId.BadKeyUsage, result);
    }

    [Fact]
    public void An_authority_as_a_server_is_warned_of()
    {
        using TestAuthority both = TestAuthority.Root("CN=Both", one =>
        {
            TestAuthority.AsAuthority(one, null, X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature);
            TestCertificates.AddNames(one, "example.com");
        });
        CertificateVerification result = _checker.Check(both.Certificate, new() { TrustedRoots = [both.Certificate], HostName = "example.com", At = TestCertificates.Now });
        Assert.True(result.IsValid);
        Assert.Equal(CertificateFindingId.BadKeyUsage, Assert.Single(result.Findings).Id);
    }

    [Fact]
    public void A_path_that_is_too_long_is_found()
    {
        using TestAuthority root = TestAuthority.Root(shape: one => TestAuthority.AsAuthority(one, 0));
        using X509Certificate2 direct = root.Issue();
        Assert.True(_checker.Check(direct, new() { TrustedRoots = [root.Certificate], At = TestCertificates.Now }).IsValid);
        using TestAuthority middle = root.Intermediate();
        using X509Certificate2 leaf = middle.Issue();
        AssertFinds(CertificateFindingId.PathLength, _checker.Check(leaf, new() { TrustedRoots = [root.Certificate], Intermediates = [middle.Certificate], At = TestCertificates.Now }));
    }

    [Fact]
    public void A_name_outside_of_the_constraints_is_found()
    {
        // permittedSubtrees: dNSName example.org
        byte[] constraints = Convert.FromHexString("3011A00F300D820B6578616D706C652E6F7267");
        using TestAuthority middle = _root.Intermediate(shape: one =>
        {
            TestAuthority.AsAuthority(one);
            one.CertificateExtensions.Add(new X509Extension("2.5.29.30", constraints, true));
        });
        Assert.Equal("Dns:example.org", Assert.Single(CertificateInfo.Of(middle.Certificate).PermittedNames).ToString());
        using X509Certificate2 leaf = middle.Issue();
        AssertFinds(CertificateFindingId.NameConstraints, Check(leaf, null, middle.Certificate));
    }

    [Fact]
    public void An_unknown_critical_extension_is_found()
    {
        using X509Certificate2 leaf = _root.Issue(one =>
        {
            TestAuthority.AsServer(one);
            one.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.99999.1", [5, 0], true));
        });
        AssertFinds(CertificateFindingId.UnknownExtension, Check(leaf));
    }

    [Fact]
    public void A_lifetime_beyond_the_limit_is_found()
    {
        using X509Certificate2 leaf = _root.Issue();
        AssertFinds(CertificateFindingId.TooLongLived, _checker.Check(leaf, Options(lifetime: TimeSpan.FromDays(99))));
        Assert.True(_checker.Check(leaf, Options(lifetime: TimeSpan.FromDays(101))).IsValid);
    }

    [Fact]
    public void A_key_of_another_certificate_is_found()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 leaf = _root.Issue(key: key);
        using CertificateKey own = CertificateKey.Load(key.ExportPkcs8PrivateKey());
        using CertificateKey other = CertificateKey.Generate(CertificateKeyType.EcdsaP256);
        Assert.True(_checker.Check(leaf, Options(key: own)).IsValid);
        AssertFinds(CertificateFindingId.KeyMismatch, _checker.Check(leaf, Options(key: other)));
    }

    [Fact]
    public void A_revoked_certificate_is_found_on_the_list()
    {
        using X509Certificate2 leaf = _root.Issue();
        using X509Certificate2 other = _root.Issue();
        RevocationList list = RevocationList.Parse(_root.Revoke(leaf));
        Assert.Equal("keyCompromise", Assert.Single(list.Entries).Reason);
        AssertFinds(CertificateFindingId.Revoked, _checker.Check(leaf, Options(list: list)));
        Assert.True(_checker.Check(other, Options(list: list)).IsValid);
    }

    [Fact]
    public void A_list_that_does_not_speak_for_the_certificate_proves_nothing()
    {
        using TestAuthority impostor = TestAuthority.Root();
        using TestAuthority stranger = TestAuthority.Root("CN=Stranger");
        using X509Certificate2 leaf = _root.Issue();
        AssertFinds(CertificateFindingId.CrlBadSignature, _checker.Check(leaf, Options(list: RevocationList.Parse(impostor.Revoke()))));
        AssertFinds(CertificateFindingId.RevocationUnknown, _checker.Check(leaf, Options(list: RevocationList.Parse(stranger.Revoke()))));
        byte[] old = _root.RevokeAt(TestCertificates.Now.AddDays(-9), TestCertificates.Now.AddDays(-2));
        AssertFinds(CertificateFindingId.CrlExpired, _checker.Check(leaf, Options(list: RevocationList.Parse(old))));
        byte[] oldWithLeaf = _root.RevokeAt(TestCertificates.Now.AddDays(-9), TestCertificates.Now.AddDays(-2), leaf);
        AssertFinds(CertificateFindingId.Revoked, _checker.Check(leaf, Options(list: RevocationList.Parse(oldWithLeaf))));
    }

    [Fact]
    public void A_host_that_is_none_is_an_exception() =>
        Assert.Equal("HostNameInvalid", Assert.Throws<InvalidInputException>(() => Check(_root.Certificate, "https://x")).ErrorId);

    public void Dispose() => _root.Dispose();

    private static void AssertFinds(CertificateFindingId id, CertificateVerification result)
    {
        Assert.False(result.IsValid);
        Assert.True(result.Findings.Any(one => one.Id == id && one.Severity == CertificateSeverity.Error), $"{id} not in: {string.Join('\n', result.Findings)}");
    }

    private CertificateVerification Check(X509Certificate2 leaf, string? host = null, X509Certificate2? middle = null, DateTimeOffset? at = null) =>
        _checker.Check(leaf, new() { HostName = host, TrustedRoots = [_root.Certificate], Intermediates = middle is null ? [] : [middle], At = at ?? TestCertificates.Now });

    private CertificateCheckOptions Options(CertificatePurpose purpose = CertificatePurpose.Any, TimeSpan? lifetime = null, CertificateKey? key = null, RevocationList? list = null) => new()
    {
        TrustedRoots = [_root.Certificate],
        At = TestCertificates.Now,
        Purpose = purpose,
        MaximumLifetime = lifetime,
        PrivateKey = key,
        RevocationLists = list is null ? [] : [list],
    };
}
