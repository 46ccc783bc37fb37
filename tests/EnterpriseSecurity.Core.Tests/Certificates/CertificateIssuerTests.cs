using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.Certificates;

public sealed class CertificateIssuerTests : IDisposable
{
    private readonly TemporaryHome _home = new();
    private readonly CertificateIssuer _issuer = new();

    [Fact]
    public void A_renewed_authority_keeps_the_identifier_of_its_key()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string path = At("ca.crt");
        using (X509Certificate2 old = TestCertificates.SelfSigned(key, "CN=Elsewhere", request => TestAuthority.AsAuthority(request))) File.WriteAllText(path, old.ExportCertificatePem());
        File.WriteAllText(At("ca.key"), key.ExportPkcs8PrivateKeyPem());
        string identifier = Info(path).SubjectKeyIdentifier!;

        _issuer.Renew(path);

        Assert.Equal(identifier, Info(path).SubjectKeyIdentifier);
        _issuer.CreateSelfSigned(Options("leaf"), Target);
        string before = Info(At("leaf.crt")).SubjectKeyIdentifier!;
        _issuer.Renew(At("leaf.crt"), options: new CertificateRenewal { NewKey = true });
        Assert.NotEqual(before, Info(At("leaf.crt")).SubjectKeyIdentifier);
    }

    [Fact]
    public void A_certificate_that_only_names_the_authority_is_not_renewed_by_it()
    {
        Authority("Root");
        string own = At("Root.crt"), other = At("other");
        _issuer.CreateAuthority(new CertificateAuthorityOptions { Subject = new CertificateSubject { CommonName = "Root" } }, Target with { Folder = other });
        using (CertificateAuthority impostor = CertificateIssuer.OpenAuthority(Path.Combine(other, "Root.crt")))
        {
            _issuer.CreateAuthority(new CertificateAuthorityOptions { Subject = new CertificateSubject { CommonName = "forged" } }, Target, impostor);
        }

        string before = File.ReadAllText(At("forged.crt"));
        using CertificateAuthority root = CertificateIssuer.OpenAuthority(own);

        Assert.Equal("CertificateAuthorityNeeded", Assert.Throws<InvalidInputException>(() => _issuer.Renew(At("forged.crt"), authority: root)).ErrorId);
        Assert.Equal(before, File.ReadAllText(At("forged.crt")));
    }

    [Fact]
    public void A_key_in_the_certificates_own_file_is_not_lost()
    {
        IssuedCertificate made = _issuer.CreateSelfSigned(Options("both"), Target);
        string both = File.ReadAllText(made.CertificatePath!) + File.ReadAllText(made.PrivateKeyPath!);
        File.WriteAllText(made.CertificatePath!, both);
        File.Delete(made.PrivateKeyPath!);

        Assert.Equal("CertificateFileHoldsKey", Assert.Throws<InvalidInputException>(() => _issuer.Renew(made.CertificatePath!, made.CertificatePath)).ErrorId);
        Assert.Equal(both, File.ReadAllText(made.CertificatePath!));
    }

    [Fact]
    public void What_a_crash_left_under_hidden_names_is_never_put_in_place()
    {
        IssuedCertificate made = _issuer.CreateSelfSigned(Options("example.com"), Target);
        string key = File.ReadAllText(made.PrivateKeyPath!);
        File.WriteAllText(At(".example.com.key.next"), "a key of another try");

        _issuer.Renew(made.CertificatePath!);

        Assert.Equal(key, File.ReadAllText(made.PrivateKeyPath!));
        Assert.Equal(["example.com.crt", "example.com.key"], Directory.EnumerateFiles(_home.Root).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_policy_without_a_lifetime_issues_nothing_that_has_ended()
    {
        Authority("Root");
        using CertificateAuthority root = CertificateIssuer.OpenAuthority(At("Root.crt"));
        CertificateSigningRequest request = CertificateSigningRequest.Parse(TemporaryStore.Utf8(_issuer.CreateRequest(Options("www.example.com"), Target).Request));
        CertificateRequestPolicy policy = new() { AllowedDns = ["example.com"], MaximumLifetime = TimeSpan.Zero };

        Assert.Equal("CertificateLifetimeInvalid", Assert.Throws<InvalidInputException>(() => _issuer.Approve(request, policy, root)).ErrorId);
    }

    [Fact]
    public void Urls_are_written_in_the_form_that_certificates_have()
    {
        CertificateLocations places = new() { RevocationLists = ["http://example.com/é.crl"], OcspResponders = ["http://ocsp.example.com/ü"] };
        Authority("Root", places);

        Assert.Equal(["http://example.com/%C3%A9.crl"], Info(At("Root.crt")).CrlUrls);
        Assert.Equal(["http://ocsp.example.com/%C3%BC"], Info(At("Root.crt")).OcspUrls);
    }

    public void Dispose() => _home.Dispose();

    private static CertificateOptions Options(string name) => new() { Subject = new CertificateSubject { CommonName = name } };

    private static CertificateInfo Info(string path)
    {
        using CertificateBundle bundle = CertificateFile.Read(path, withPrivateKey: false);
        return CertificateInfo.Of(bundle.Leaf);
    }

    private CertificateTarget Target => new() { Folder = _home.Root };

    private string At(string name) => Path.Combine(_home.Root, name);

    private void Authority(string name, CertificateLocations? locations = null) =>
        _issuer.CreateAuthority(new CertificateAuthorityOptions { Subject = new CertificateSubject { CommonName = name }, Locations = locations ?? new() }, Target);
}
