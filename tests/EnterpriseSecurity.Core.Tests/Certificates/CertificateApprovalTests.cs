using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.Certificates;

public sealed class CertificateApprovalTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private CertificateManager Certificates => _store.Manager.Certificates;

    [Fact]
    public void What_cannot_be_written_is_not_issued()
    {
        Certificates.CreateAuthority(Authority("Root"));
        CertificateSigningRequest request = Request("a.example.com");

        foreach ((string path, bool overwrite) in (IEnumerable<(string, bool)>)[(Path.Combine(_store.Path, "none", "a.crt"), false), (_store.Path, true)])
        {
            Assert.Equal("CertificateFileUnavailable", Assert.Throws<UnavailableException>(() => Certificates.Approve("Root", request, Policy, path: path, overwrite: overwrite)).ErrorId);
        }

        Assert.Empty(Certificates.ListIssued("Root"));
    }

    [Fact]
    public void A_revoked_authority_signs_lists_only()
    {
        Certificates.CreateAuthority(Authority("Root"));
        Certificates.CreateAuthority(Authority("Middle"), parent: "Root");
        Certificates.CreateAuthority(Authority("Issuing"), parent: "Middle");
        Certificates.Approve("Issuing", Request("a.example.com"), Policy);
        Certificates.Revoke("Middle", X509RevocationReason.CACompromise);

        Action[] refused =
        [
            () => Certificates.Approve("Issuing", Request("b.example.com"), Policy),
            () => Certificates.Renew("a.example.com"),
            () => Certificates.Renew("a.example.com", new CertificateRenewal { NewKey = true }),
            () => Certificates.Renew("Middle"),
            () => Certificates.CreateAuthority(Authority("Lowest"), parent: "Issuing"),
        ];
        Assert.All(refused, one => Assert.Equal("CertificateAuthorityRevoked", Assert.Throws<InvalidStateException>(one).ErrorId));
        Assert.NotEmpty(Certificates.CreateRevocationList("Issuing", TimeSpan.FromDays(1)));
        Certificates.Renew("Root");
    }

    [Fact]
    public void The_constraints_of_the_root_bind_the_authorities_below_it()
    {
        Certificates.CreateAuthority(Authority("Top") with { NameConstraints = new CertificateNameConstraints { PermittedDns = ["example.org"] } });
        Certificates.CreateAuthority(Authority("Middle"), parent: "Top");
        Certificates.CreateAuthority(Authority("Root"), parent: "Middle");

        Assert.Equal("CertificateNamesConstrained", Assert.Throws<InvalidInputException>(() => Certificates.Approve("Root", Request("a.example.com"), Policy)).ErrorId);
        Assert.Empty(Certificates.ListIssued("Root"));
    }

    [Theory]
    [InlineData(CertificateKeyType.Rsa2048, "digitalSignature, keyEncipherment")]
    [InlineData(CertificateKeyType.EcdsaP384, "digitalSignature, keyAgreement")]
    [InlineData(CertificateKeyType.Ed25519, "digitalSignature")]
    public void Mail_is_encrypted_to_a_key_of_another_family_too(CertificateKeyType type, string usages)
    {
        foreach (CertificateKeyType before in (CertificateKeyType[])[CertificateKeyType.EcdsaP256, CertificateKeyType.Rsa2048])
        {
            string name = $"{before}@example.com";
            Certificates.CreateSelfSigned(new CertificateOptions { Subject = new CertificateSubject { CommonName = name }, Profile = CertificateProfile.Email, KeyType = before });

            IssuedCertificate renewed = Certificates.Renew(name, new CertificateRenewal { NewKey = true, KeyType = type });

            using CertificateBundle bundle = CertificateFile.Read(renewed.CertificatePath!);
            Assert.Equal(usages, string.Join(", ", CertificateInfo.Of(bundle.Leaf).KeyUsage));
        }
    }

    [Fact]
    public void Every_reason_is_read_as_it_was_written()
    {
        Certificates.CreateAuthority(Authority("Root"));
        IssuedCertificate one = Certificates.Approve("Root", Request("a.example.com"), Policy);
        Certificates.Revoke(one.Name, X509RevocationReason.WeakAlgorithmOrKey);

        Assert.Equal("weakAlgorithmOrKey", Assert.Single(RevocationList.Parse(Certificates.CreateRevocationList("Root", TimeSpan.FromDays(1))).Entries).Reason);
    }

    public void Dispose() => _store.Dispose();

    private static CertificateRequestPolicy Policy => new() { AllowedDns = ["example.com"] };

    private static CertificateAuthorityOptions Authority(string name) => new() { Subject = new CertificateSubject { CommonName = name } };

    private CertificateSigningRequest Request(string name) =>
        CertificateSigningRequest.Parse(TemporaryStore.Utf8(Certificates.CreateRequest(new CertificateOptions { Subject = new CertificateSubject { CommonName = name } }).Request));
}
