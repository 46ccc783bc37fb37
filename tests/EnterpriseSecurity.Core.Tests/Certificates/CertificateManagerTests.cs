using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Certificates;

public sealed class CertificateManagerTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private CertificateManager Certificates => _store.Manager.Certificates;

    private string Folder => Path.Combine(_store.Path, "certs");

    [Fact]
    public void A_self_signed_certificate_is_files_and_a_record()
    {
        IssuedCertificate made = Certificates.CreateSelfSigned(Options("example.com"));

        Assert.Equal(Path.Combine(Folder, "example.com.crt"), made.CertificatePath);
        Assert.Equal(Path.Combine(Folder, "example.com.key"), made.PrivateKeyPath);
        Assert.Equal(["Dns:example.com"], made.AlternativeNames);
        Assert.False(made.IsAuthority);
        Assert.Equal(made, Certificates.Get("EXAMPLE.com") with { AlternativeNames = made.AlternativeNames, LeftOut = made.LeftOut, Warnings = made.Warnings });
        Assert.Equal([".lock", "example.com.crt", "example.com.key"], Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order());
        AssertSound();
    }

    [Fact]
    public void An_authoritys_key_is_no_file()
    {
        Certificates.CreateAuthority(Authority("Root"));
        IssuedCertificate below = Certificates.CreateAuthority(Authority("Issuing"), parent: "root");

        Assert.Equal([".lock", "Issuing.crt", "Root.crt"], Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order());
        Assert.Null(below.PrivateKeyPath);
        Assert.Equal("Root", below.Authority);
        Assert.Equal("CN=Root", below.Issuer);
        Assert.Single(Certificates.ListIssued("Root"));
        AssertSound();
    }

    [Fact]
    public void A_request_of_the_store_becomes_a_certificate()
    {
        Certificates.CreateAuthority(Authority("Root"));
        using SecretBuffer words = SecretBuffer.FromUtf8("words");
        CertificateRequestInfo asked = Certificates.CreateRequest(Options("www.example.com"), keyPassphrase: words);
        Assert.Equal("CertificateNotYetIssued", Assert.Throws<InvalidStateException>(() => Certificates.Get("www.example.com")).ErrorId);
        Assert.DoesNotContain(Certificates.List(), one => one.Name == "www.example.com");

        IssuedCertificate issued = Certificates.Approve("Root", Parse(asked.Request), Policy);

        Assert.Equal(asked.Id, issued.Id);
        Assert.Equal("Root", issued.Authority);
        using CertificateBundle bundle = CertificateFile.Read(issued.CertificatePath!);
        using CertificateKey key = CertificateKey.Load(File.ReadAllBytes(issued.PrivateKeyPath!), words);
        Assert.True(key.Matches(bundle.Leaf));
        AssertSound();
    }

    [Fact]
    public void A_refused_request_leaves_nothing_but_its_entry()
    {
        Certificates.CreateAuthority(Authority("Root"));
        CertificateRequestInfo asked = Certificates.CreateRequest(Options("evil.net"));

        AccessRefusedException refused = Assert.Throws<AccessRefusedException>(() => Certificates.Approve("Root", Parse(asked.Request), Policy));

        Assert.Contains("DNS:evil.net, CN:evil.net", refused.Message);
        Assert.Empty(Certificates.ListIssued("Root"));
        Assert.Contains(_store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.CertificateIssued }), entry => entry is { Result: AuditResult.Denied, Resource: "CN=evil.net" });
    }

    [Fact]
    public void What_is_revoked_is_on_the_next_list_and_lists_are_numbered()
    {
        Certificates.CreateAuthority(Authority("Root"));
        IssuedCertificate one = Issue("a.example.com");
        IssuedCertificate two = Issue("b.example.com");
        IssuedCertificate three = Issue("c.example.com");

        Certificates.Revoke(one.Name, X509RevocationReason.KeyCompromise);
        Certificates.Revoke("Root", string.Join(':', two.SerialNumber.ToLowerInvariant().Chunk(2).Select(pair => new string(pair))));
        using (X509Certificate2 certificate = X509Certificate2.CreateFromPem(three.Certificate)) Certificates.Revoke(certificate, X509RevocationReason.CertificateHold);
        byte[] first = Certificates.CreateRevocationList("Root", TimeSpan.FromDays(7));
        Certificates.Revoke(three.Name, X509RevocationReason.Superseded);
        byte[] second = Certificates.CreateRevocationList("Root", TimeSpan.FromDays(7));

        CertificateRevocationListBuilder loaded = CertificateRevocationListBuilder.Load(first, out System.Numerics.BigInteger number);
        CertificateRevocationListBuilder.Load(second, out System.Numerics.BigInteger next);
        Assert.Equal((1, 2), ((int)number, (int)next));
        Assert.True(loaded.RemoveEntry(Convert.FromHexString(one.SerialNumber)));
        Assert.True(loaded.RemoveEntry(Convert.FromHexString(two.SerialNumber)));
        Assert.True(loaded.RemoveEntry(Convert.FromHexString(three.SerialNumber)));
        Assert.Equal(X509RevocationReason.KeyCompromise, Certificates.Get(one.Name).RevocationReason);
        Assert.Equal("CertificateRevokedAlready", Assert.Throws<InvalidStateException>(() => Certificates.Revoke(one.Name)).ErrorId);
        Assert.Equal("CertificateSerialNotFound", Assert.Throws<NotFoundException>(() => Certificates.Revoke("Root", "00ff")).ErrorId);
        Assert.Equal("CertificateNotIssuedHere", Assert.Throws<InvalidStateException>(() => Certificates.Revoke("Root")).ErrorId);
        AssertSound();
    }

    [Fact]
    public void A_reason_that_no_list_can_tell_is_refused_and_stops_no_list()
    {
        Certificates.CreateAuthority(Authority("Root"));
        IssuedCertificate one = Issue("a.example.com");

        Assert.Equal("CertificateRevocationReasonInvalid", Assert.Throws<InvalidInputException>(() => Certificates.Revoke(one.Name, X509RevocationReason.AACompromise)).ErrorId);
        using CertificateKey key = CertificateKey.Generate(CertificateKeyType.EcdsaP256);
        using CertificateAuthority known = CertificateAuthority.Create(CertificateBuilder.Authority(Authority("Other"), key, null, _store.Clock.GetUtcNow()), key);
        byte[] list = Certificates.Issuer.CreateRevocationList(known, [new CertificateRevocation(one.SerialNumber, _store.Clock.GetUtcNow(), X509RevocationReason.AACompromise)], 1, TimeSpan.FromDays(1));
        Assert.Equal(one.SerialNumber, Assert.Single(RevocationList.Parse(list).Entries).SerialNumberHex);
    }

    [Fact]
    public void Renewal_names_the_authority_that_is_gone()
    {
        Certificates.CreateAuthority(Authority("Root"));
        IssuedCertificate one = Issue("a.example.com");
        Certificates.Revoke(one.Name);
        Certificates.Remove("Root");

        InvalidInputException error = Assert.Throws<InvalidInputException>(() => Certificates.Renew(one.Name));

        Assert.Equal("CertificateAuthorityNeeded", error.ErrorId);
        Assert.Contains("'CN=Root'", error.Message);
    }

    [Fact]
    public void Renewal_keeps_names_and_key_or_makes_a_new_one()
    {
        Certificates.CreateAuthority(Authority("Root"));
        IssuedCertificate old = Issue("a.example.com");
        _store.Clock.Advance(TimeSpan.FromDays(30));

        IssuedCertificate same = Certificates.Renew(old.Name);
        string key = File.ReadAllText(old.PrivateKeyPath!);
        IssuedCertificate fresh = Certificates.Renew(old.Name, new CertificateRenewal { NewKey = true, ExpiresIn = TimeSpan.FromDays(10) });

        Assert.Equal(old.NotAfter.AddDays(30), same.NotAfter);
        Assert.Equal((old.Subject, old.AlternativeNames[0]), (fresh.Subject, fresh.AlternativeNames[0]));
        Assert.Equal(3, new[] { old, same, fresh }.Select(one => one.SerialNumber).Distinct().Count());
        Assert.NotEqual(key, File.ReadAllText(old.PrivateKeyPath!));
        Assert.Equal(3, Certificates.ListIssued("Root").Count);
        Assert.False(File.Exists(Path.Combine(Folder, "a.example.com.csr")));
        Assert.Equal("CertificateAuthorityKeepsKey", Assert.Throws<InvalidInputException>(() => Certificates.Renew("Root", new CertificateRenewal { NewKey = true })).ErrorId);
        Assert.True(Certificates.Renew("Root").NotAfter > same.NotAfter);
        AssertSound();
    }

    [Fact]
    public void What_was_revoked_is_renewed_with_a_new_key_only()
    {
        Certificates.CreateAuthority(Authority("Root"));
        IssuedCertificate old = Issue("a.example.com");
        string key = File.ReadAllText(old.PrivateKeyPath!);
        Certificates.Revoke(old.Name, X509RevocationReason.KeyCompromise);

        Assert.Equal("CertificateRevokedKeepsKey", Assert.Throws<InvalidStateException>(() => Certificates.Renew(old.Name)).ErrorId);
        Assert.Single(Certificates.ListIssued("Root"));
        Certificates.Renew(old.Name, new CertificateRenewal { NewKey = true });
        Assert.NotEqual(key, File.ReadAllText(old.PrivateKeyPath!));
        Certificates.Renew(old.Name);
        AssertSound();
    }

    [Fact]
    public void An_authority_in_use_is_not_removed()
    {
        Certificates.CreateAuthority(Authority("Root"));
        IssuedCertificate one = Issue("a.example.com");
        Certificates.Remove("a.example.com");

        Assert.Equal("CertificateAuthorityInUse", Assert.Throws<InvalidStateException>(() => Certificates.Remove("Root")).ErrorId);
        Certificates.Revoke("Root", one.SerialNumber);
        Certificates.Remove("Root");

        Assert.Equal([".lock"], Directory.EnumerateFiles(Folder).Select(Path.GetFileName));
        Assert.Empty(Certificates.List());
        AssertSound();
    }

    [Fact]
    public void Names_are_checked_and_taken_once()
    {
        Certificates.CreateSelfSigned(Options("example.com"));
        Assert.Equal("CertificateExists", Assert.Throws<AlreadyExistsException>(() => Certificates.CreateSelfSigned(Options("EXAMPLE.com"))).ErrorId);
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => Certificates.CreateSelfSigned(Options("../x"))).ErrorId);
        Assert.Equal("_wildcard.example.com", Certificates.CreateSelfSigned(Options("*.example.com")).Name);
        Assert.Equal("2001_db8__1", Certificates.CreateSelfSigned(Options("2001:db8::1")).Name);
        OwnerOnlyFile.WriteNew(Path.Combine(Folder, "mine.key"), "mine"u8);
        Assert.Equal("CertificateFileExists", Assert.Throws<AlreadyExistsException>(() => Certificates.CreateSelfSigned(Options("mine"))).ErrorId);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Folder, "mine.key")));
        Assert.Equal("CertificateNotFound", Assert.Throws<NotFoundException>(() => Certificates.Get("none")).ErrorId);
        Assert.Equal("CertificateNotAuthority", Assert.Throws<InvalidInputException>(() => Certificates.CreateRevocationList("example.com", TimeSpan.FromDays(1))).ErrorId);
    }

    [Fact]
    public void Files_that_were_changed_or_are_gone_are_found()
    {
        IssuedCertificate made = Certificates.CreateSelfSigned(Options("example.com"));
        File.Delete(made.PrivateKeyPath!);
        File.AppendAllText(made.CertificatePath!, "x");

        StoreVerification verdict = _store.Manager.Store.Verify();

        Assert.Equal(2, verdict.Findings.Count(finding => finding.Kind == "Certificate"));
    }

    [Fact]
    public void What_a_crash_cut_off_is_finished_when_the_store_opens()
    {
        IssuedCertificate made = Certificates.CreateSelfSigned(Options("example.com"));
        string gone = Path.Combine(Folder, "gone.example");
        File.Delete(made.CertificatePath!);
        File.WriteAllText(Path.Combine(Folder, ".example.com.changed"), "");
        File.WriteAllText(Path.Combine(Folder, ".example.com.key.next"), "half");
        File.WriteAllText(gone + ".key", "key");
        File.WriteAllText(Path.Combine(Folder, ".gone.example.changed"), "");

        _store.Reopen();

        Assert.Equal([".lock", "example.com.crt", "example.com.key"], Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order());
        AssertSound();
    }

    [Fact]
    public void What_expires_is_found_unless_it_is_revoked()
    {
        Certificates.CreateAuthority(Authority("Root"));
        Issue("a.example.com");
        Certificates.Revoke(Issue("b.example.com").Name);
        Certificates.CreateSelfSigned(Options("short.example") with { ExpiresIn = TimeSpan.FromDays(10) });

        Assert.Equal(["short.example"], _store.Manager.FindExpiring(TimeSpan.FromDays(30)).Select(one => one.Name));
        Assert.Equal(["short.example", "a.example.com"], _store.Manager.FindExpiring(TimeSpan.FromDays(366)).Select(one => one.Name));
    }

    [Fact]
    public void Every_operation_is_in_the_trail()
    {
        Certificates.CreateAuthority(Authority("Root"));
        IssuedCertificate one = Issue("a.example.com");
        Certificates.CreateSelfSigned(Options("self.example"));
        Certificates.Renew(one.Name);
        Certificates.Revoke(one.Name);
        Certificates.CreateRevocationList("Root", TimeSpan.FromDays(1));
        Certificates.Remove(one.Name);
        Assert.Throws<NotFoundException>(() => Certificates.Remove("none"));

        List<(string, string)> entries = [.. _store.Manager.Audit.Read(new AuditFilter()).Where(entry => entry.Action.StartsWith("certificate_", StringComparison.Ordinal)).Select(entry => (entry.Action, entry.Result))];
        Assert.Equal(
            [
                ("certificate_authority_created", "success"), ("certificate_requested", "success"), ("certificate_issued", "success"), ("certificate_generated", "success"),
                ("certificate_renewed", "success"), ("certificate_revoked", "success"), ("certificate_crl_issued", "success"), ("certificate_deleted", "success"), ("certificate_deleted", "failure"),
            ],
            entries);
    }

    [Fact]
    public void No_key_is_in_the_store_in_clear()
    {
        using CertificateKey key = CertificateKey.Generate(CertificateKeyType.EcdsaP256);
        Certificates.CreateAuthority(Authority("Root"));
        _store.Close();
        byte[] database = File.ReadAllBytes(Path.Combine(_store.Path, "store.db"));
        Assert.True(database.AsSpan().IndexOf("PRIVATE KEY"u8) < 0);
    }

    public void Dispose() => _store.Dispose();

    private static CertificateRequestPolicy Policy => new() { AllowedDns = ["example.com"] };

    private static CertificateOptions Options(string name) => new() { Subject = new CertificateSubject { CommonName = name } };

    private static CertificateAuthorityOptions Authority(string name) => new() { Subject = new CertificateSubject { CommonName = name } };

    private static CertificateSigningRequest Parse(string pem) => CertificateSigningRequest.Parse(TemporaryStore.Utf8(pem));

    private IssuedCertificate Issue(string name) => Certificates.Approve("Root", Parse(Certificates.CreateRequest(Options(name)).Request), Policy);

    private void AssertSound()
    {
        StoreVerification verdict = _store.Manager.Store.Verify();
        Assert.True(verdict.IsValid, string.Join('\n', verdict.Findings));
    }
}
