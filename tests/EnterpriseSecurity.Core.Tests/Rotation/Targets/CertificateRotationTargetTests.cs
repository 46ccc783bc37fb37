using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Core.Tests.Rotation.Targets;

public sealed class CertificateRotationTargetTests() : FileRotationTargetContract("certs")
{
    private const string Root = "Root";

    private CertificateManager Certificates => Store.Manager.Certificates;

    private protected override RotationParameters Parameters { get; } = new() { RevokePredecessor = true };

    protected override bool FallsByTheClock => false;

    protected override string Action => AuditAction.CertificateRenewed;

    [Fact]
    public void The_files_follow_the_steps()
    {
        Create();
        IssuedCertificate old = Certificates.Get(Name);
        byte[] oldKey = File.ReadAllBytes(old.PrivateKeyPath!);
        Steps.Issue(Name);
        Assert.Equal(["Root.crt", "subject.crt", "subject.csr", "subject.key"], Files());
        Steps.Stage();
        Assert.Equal(["Root.crt", "subject.crt", "subject.csr", "subject.key", "subject.next.crt", "subject.next.key"], Files());
        Assert.Equal(Steps.Value, File.ReadAllBytes(Path.Combine(Folder, "subject.next.crt")).Concat(File.ReadAllBytes(Path.Combine(Folder, "subject.next.key"))).ToArray());
        Assert.Equal(oldKey, File.ReadAllBytes(old.PrivateKeyPath!));
        Steps.Promote();

        Assert.Equal(["Root.crt", "subject.crt", "subject.key"], Files());
        IssuedCertificate made = Certificates.Get(Name);
        Assert.Equal((old.Id, old.Subject, old.Authority), (made.Id, made.Subject, made.Authority));
        Assert.Equal(old.AlternativeNames, made.AlternativeNames);
        Assert.NotEqual(oldKey, File.ReadAllBytes(made.PrivateKeyPath!));
        Steps.Revert();
        Assert.Equal(["Root.crt", "subject.crt", "subject.csr", "subject.key"], Files());
        Assert.Equal(oldKey, File.ReadAllBytes(old.PrivateKeyPath!));
    }

    [Fact]
    public void Files_of_the_next_one_are_there_again_after_a_crash_in_their_making()
    {
        Create();
        Steps.Issue(Name);
        Steps.Stage();
        File.WriteAllText(Path.Combine(Folder, ".subject.next.changed"), "");

        Store.Reopen();

        Assert.Equal(["Root.crt", "subject.crt", "subject.csr", "subject.key", "subject.next.crt", "subject.next.key"], Files());
    }

    [Fact]
    public void The_old_one_is_revoked_at_its_retirement_only_when_that_was_asked_for()
    {
        Create();
        Steps.Issue(Name);
        Steps.Replace();
        Assert.DoesNotContain(Certificates.ListIssued(Root), one => one.RevokedAt is not null);
        string kept = Steps.OldId;

        Steps.Issue(Name, Parameters);
        Steps.Replace();

        IssuedCertificate revoked = Assert.Single(Certificates.ListIssued(Root), one => one.RevokedAt is not null);
        Assert.Equal((Serial(Steps.OldId), X509RevocationReason.Superseded), (revoked.SerialNumber, revoked.RevocationReason));
        Assert.NotEqual(Serial(kept), revoked.SerialNumber);
        Assert.Contains(Store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.CertificateRevoked }), entry => entry.Metadata["serial"] == revoked.SerialNumber);
    }

    [Fact]
    public void A_key_that_is_kept_stays_and_so_does_the_request()
    {
        Create();
        byte[] key = File.ReadAllBytes(Certificates.Get(Name).PrivateKeyPath!);
        Steps.Issue(Name, new RotationParameters { KeepKey = true });
        Steps.Replace();

        Assert.Equal(key, File.ReadAllBytes(Certificates.Get(Name).PrivateKeyPath!));
        Assert.Equal(["Root.crt", "subject.crt", "subject.csr", "subject.key"], Files());
        Assert.Equal(Serial(Steps.NewId), Certificates.Get(Name).SerialNumber);
        Certificates.Revoke(Name);
        Assert.Equal("CertificateRevokedKeepsKey", Assert.Throws<InvalidStateException>(() => Steps.Issue(Name, new RotationParameters { KeepKey = true })).ErrorId);
        Steps.Issue(Name);
    }

    [Fact]
    public void One_that_signed_itself_is_rotated_with_its_passphrase()
    {
        using SecretBuffer words = SecretBuffer.FromUtf8("words");
        Certificates.CreateSelfSigned(Options("self"), keyPassphrase: words);
        Assert.Throws<AuthenticationFailedException>(() => Steps.Issue("self"));

        Steps.Issue("self", new RotationParameters { Passphrase = words, RevokePredecessor = true });
        Steps.Stage();
        Steps.Promote();
        Steps.Retire();

        Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----", File.ReadAllText(Path.Combine(Folder, "self.key")), StringComparison.Ordinal);
        CertificateFile.ReadPrivateKey(Path.Combine(Folder, "self.key"), words).Dispose();
        AssertSound();
    }

    [Fact]
    public void An_authority_keeps_its_key_and_its_lists_go_on()
    {
        Create();
        Certificates.CreateRevocationList(Root, TimeSpan.FromDays(1));
        Steps.Issue(Root);
        Steps.Stage();
        Assert.Contains("Root.next.crt", Files());
        Assert.DoesNotContain("Root.next.key", Files());
        Steps.Promote();
        Certificates.CreateRevocationList(Root, TimeSpan.FromDays(1));
        Steps.Revert();

        byte[] list = Certificates.CreateRevocationList(Root, TimeSpan.FromDays(1));

        CertificateRevocationListBuilder.Load(list, out System.Numerics.BigInteger number);
        Assert.Equal(3, number);
        AssertSound();
    }

    [Fact]
    public void A_discarded_successor_is_revoked()
    {
        Begin();
        Steps.Discard();

        IssuedCertificate revoked = Assert.Single(Certificates.ListIssued(Root), one => one.RevokedAt is not null);
        Assert.Equal((Serial(Steps.NewId), X509RevocationReason.CessationOfOperation), (revoked.SerialNumber, revoked.RevocationReason));
    }

    [Fact]
    public void A_predecessor_that_was_revoked_does_not_come_back()
    {
        Begin();
        Steps.Promote();
        Certificates.Revoke(Root, Serial(Steps.OldId), X509RevocationReason.KeyCompromise);

        Assert.Equal("RotationPredecessorGone", Assert.Throws<InvalidStateException>(() => Steps.Revert()).ErrorId);
        Steps.Retire();

        AssertAccepted(old: false, successor: true, named: Steps.NewId);
    }

    [Fact]
    public void A_file_that_is_in_the_way_is_left_as_it_is()
    {
        Begin();
        IssuedCertificate other = Certificates.CreateSelfSigned(Options("subject.next"));

        Assert.Equal("CertificateExists", Assert.Throws<AlreadyExistsException>(() => Steps.Stage()).ErrorId);
        Steps.Discard();
        Store.Reopen();

        Assert.Equal(other.SerialNumber, Certificates.Get("subject.next").SerialNumber);
        Assert.Equal("CertificateExists", Assert.Throws<AlreadyExistsException>(() => Steps.Issue(Name)).ErrorId);
        AssertSound();
    }

    [Fact]
    public void A_certificate_that_is_removed_meanwhile_takes_the_other_files_with_it()
    {
        Begin();
        Steps.Stage();
        Certificates.Remove(Name);

        Assert.Equal(["Root.crt"], Files());
        Assert.Throws<NotFoundException>(() => Steps.Promote());
        Steps.Discard();
        Steps.Retire();
        AssertSound();
    }

    [Fact]
    public void Another_machine_gets_no_files_of_a_staged_one_and_the_first_is_brought_up_to_date()
    {
        Begin();
        OnAnotherMachine(() => Steps.Stage());
        AssertAccepted(old: true, successor: true, named: Steps.OldId);
        OnAnotherMachine(() => Steps.Promote());
        AssertAccepted(old: true, successor: true, named: Steps.NewId);
        Assert.Equal(["Root.crt", "subject.crt", "subject.key"], Files());
        OnAnotherMachine(() => Steps.Retire());
        AssertAccepted(old: false, successor: true, named: Steps.NewId);
        Steps.Issue(Name, Parameters);
        Steps.Stage();
        OnAnotherMachine(() => Steps.Replace());

        AssertAccepted(old: false, successor: true, named: Steps.NewId);
        Assert.Equal(["Root.crt", "subject.crt", "subject.key"], Files());
    }

    [Fact]
    public void A_successor_that_was_made_from_another_certificate_is_refused()
    {
        Create();
        RotationSubject before = Steps.Find(Name);
        using RotationMaterial material = Steps.Target.Prepare(before, new RotationParameters());
        ReplaceByHand();
        RotationSubject after = Steps.Find(Name);

        Assert.Equal("RotationSubjectChanged", Assert.Throws<InvalidStateException>(() => Store.Manager.Store.Write(
            new AuditNote(AuditAction.KeyRotated, Name),
            change => Steps.Target.Issue(change, after, material, []))).ErrorId);
    }

    private protected override IRotationTarget TargetOf(EnterpriseSecurityManager manager) => new CertificateRotationTarget(manager.Certificates);

    protected override string Create()
    {
        Certificates.CreateAuthority(new CertificateAuthorityOptions { Subject = new CertificateSubject { CommonName = Root }, KeyType = CertificateKeyType.EcdsaP256 });
        CertificateRequestInfo asked = Certificates.CreateRequest(Options(Name));
        Certificates.Approve(Root, CertificateSigningRequest.Parse(System.Text.Encoding.ASCII.GetBytes(asked.Request)), new CertificateRequestPolicy { AllowedDns = [Name] });
        return Name;
    }

    protected override string NameGives()
    {
        IssuedCertificate named = Certificates.Get(Name);
        using X509Certificate2 file = X509CertificateLoader.LoadCertificateFromFile(named.CertificatePath!);
        Assert.Equal(named.SerialNumber, file.SerialNumber);
        return $"{named.Id}.{named.SerialNumber}";
    }

    // Valid by its issuer's word, and somewhere to be had with its key.
    protected override bool IsAccepted(string id)
    {
        if (Certificates.ListIssued(Root).Single(one => one.SerialNumber == Serial(id)).RevokedAt is not null) return false;
        bool isInFile = Directory.EnumerateFiles(Folder, "subject*.crt").Any(path =>
        {
            using X509Certificate2 file = X509Certificate2.CreateFromPemFile(path, Path.ChangeExtension(path, ".key"));
            return file.SerialNumber == Serial(id);
        });
        return isInFile || Store.Manager.Store.Peek(view => view.Find(CertificateVersionRecord.Collection, id) is { State: SuccessorState.Previous });
    }

    protected override void ReplaceByHand() => Certificates.Renew(Name, new CertificateRenewal { NewKey = true });

    private static string Serial(string id) => id[(id.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static CertificateOptions Options(string name) => new() { Subject = new CertificateSubject { CommonName = name }, KeyType = CertificateKeyType.EcdsaP256 };
}
