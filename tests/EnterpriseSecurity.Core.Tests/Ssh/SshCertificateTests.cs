using System.Text;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshCertificateTests
{
    private static readonly string[] UserDefaults =
        ["permit-X11-forwarding", "permit-agent-forwarding", "permit-port-forwarding", "permit-pty", "permit-user-rc"];

    public static TheoryData<SshKeyType, SshKeyType> Kinds
    {
        get
        {
            TheoryData<SshKeyType, SshKeyType> kinds = [];
            SshKeyType[] types = [SshKeyType.Ed25519, SshKeyType.Ecdsa256, SshKeyType.Ecdsa384, SshKeyType.Ecdsa521, SshKeyType.Rsa2048];
            foreach (SshKeyType authority in types)
            {
                foreach (SshKeyType subject in types) kinds.Add(authority, subject);
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_key_certifies_every_kind(SshKeyType type, SshKeyType subject)
    {
        using CertificateAuthority authority = new(type, subject);
        SshCertificate signed = authority.Sign(authority.UserRequest);
        SshCertificate read = SshCertificate.Parse(signed.ToOpenSsh() + "\n");

        Assert.Equal(authority.Subject, read.PublicKey);
        Assert.Equal(authority.Key.PublicKey, read.SigningKey);
        Assert.Equal(authority.Subject.Algorithm + "-cert-v01@openssh.com", read.Algorithm);
        Assert.Equal(type == SshKeyType.Rsa2048 ? "rsa-sha2-512" : authority.Key.Algorithm, read.SignatureAlgorithm);
        Assert.True(read.IsSignatureValid());
        Assert.True(read.Verify(authority.Expectation).IsValid);
    }

    [Fact]
    public void A_user_certificate_says_what_was_asked_for()
    {
        using CertificateAuthority authority = new();
        SshCertificate certificate = SshCertificate.Parse(authority.Sign(authority.UserRequest with
        {
            ForceCommand = "/usr/bin/backup --all",
            SourceAddresses = ["10.0.0.0/8", "2001:db8::/32"],
            VerifyRequired = true,
        }).ToOpenSsh());

        Assert.Equal(SshCertificateType.User, certificate.Type);
        Assert.Equal("ann 1", certificate.KeyId);
        Assert.Equal(42UL, certificate.Serial);
        Assert.Equal(["ann", "deploy"], certificate.Principals);
        Assert.Equal(CertificateAuthority.Begin, certificate.ValidAfter);
        Assert.Equal(CertificateAuthority.End, certificate.ValidBefore);
        Assert.Equal("ann@example", certificate.Comment);
        Assert.Equal(["force-command", "source-address", "verify-required"], certificate.CriticalOptions.Keys);
        Assert.Equal(["/usr/bin/backup --all", "10.0.0.0/8,2001:db8::/32", ""], certificate.CriticalOptions.Values);
        Assert.Equal(UserDefaults, certificate.Extensions.Keys);
        Assert.All(certificate.Extensions.Values, value => Assert.Equal("", value));
    }

    [Fact]
    public void A_host_certificate_without_end_has_no_extensions()
    {
        using CertificateAuthority authority = new();
        SshCertificate certificate = authority.Sign(authority.HostRequest with { ValidAfter = null, ValidBefore = null, Serial = ulong.MaxValue });

        Assert.Equal(SshCertificateType.Host, certificate.Type);
        Assert.Null(certificate.ValidAfter);
        Assert.Null(certificate.ValidBefore);
        Assert.Equal(ulong.MaxValue, certificate.Serial);
        Assert.Empty(certificate.CriticalOptions);
        Assert.Empty(certificate.Extensions);
    }

    [Fact]
    public void Extensions_are_written_in_lexical_order_with_their_values()
    {
        using CertificateAuthority authority = new();
        SshCertificate certificate = authority.Sign(authority.UserRequest with
        {
            Extensions = new Dictionary<string, string> { ["permit-pty"] = "", ["login@example.com"] = "ann", ["Zone@example.com"] = "b" },
        });

        Assert.Equal(["Zone@example.com", "login@example.com", "permit-pty"], certificate.Extensions.Keys);
        Assert.Equal(["b", "ann", ""], certificate.Extensions.Values);
        byte[] blob = certificate.Blob.ToArray();
        int[] places = [.. certificate.Extensions.Keys.Select(name => blob.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)))];
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Two_certificates_for_one_request_differ()
    {
        using CertificateAuthority authority = new();
        Assert.NotEqual(authority.Sign(authority.UserRequest).ToOpenSsh(), authority.Sign(authority.UserRequest).ToOpenSsh());
    }

    [Theory]
    [InlineData(SshRsaHash.Sha256, "rsa-sha2-256")]
    [InlineData(SshRsaHash.Sha512, "rsa-sha2-512")]
    public void An_rsa_authority_signs_with_the_hash_that_is_asked_for(SshRsaHash hash, string algorithm)
    {
        using CertificateAuthority authority = new(SshKeyType.Rsa2048);
        SshCertificate certificate = SshCertificate.Sign(authority.UserRequest, authority.Key, hash);
        Assert.Equal(algorithm, certificate.SignatureAlgorithm);
        Assert.True(certificate.Verify(authority.Expectation).IsValid);
    }

    [Theory]
    [InlineData("sk-ssh-ed25519@openssh.com", "sk-ssh-ed25519-cert-v01@openssh.com")]
    [InlineData("sk-ecdsa-sha2-nistp256@openssh.com", "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com")]
    public void A_security_key_can_be_certified(string algorithm, string certificateAlgorithm)
    {
        using CertificateAuthority authority = new(subject: algorithm.Contains("ecdsa", StringComparison.Ordinal) ? SshKeyType.Ecdsa256 : SshKeyType.Ed25519);
        SshPublicKey token = SecurityKey(authority.Subject, algorithm);
        SshCertificate certificate = SshCertificate.Parse(authority.Sign(authority.UserRequest with { PublicKey = token }).ToOpenSsh());

        Assert.Equal(certificateAlgorithm, certificate.Algorithm);
        Assert.Equal(token, certificate.PublicKey);
        Assert.True(certificate.Verify(authority.Expectation).IsValid);
    }

    [Fact]
    public void Times_past_the_calendar_are_shown_as_its_end_and_never_as_always()
    {
        using CertificateAuthority authority = new();
        SshCertificate certificate = SshCertificate.FromBlob(authority.SignRaw(CertificateAuthority.Fields(after: ulong.MaxValue, before: ulong.MaxValue - 1)));
        Assert.Equal(DateTimeOffset.MaxValue, certificate.ValidAfter);
        Assert.Equal(DateTimeOffset.MaxValue, certificate.ValidBefore);
        Assert.Equal(SshCertificateReason.NotYetValid, certificate.Verify(authority.Expectation with { At = DateTimeOffset.MaxValue }).Reason);
    }

    [Fact]
    public void The_reserved_field_is_ignored_and_the_order_of_options_does_not_matter_to_a_reader()
    {
        using CertificateAuthority authority = new();
        SshCertificate certificate = SshCertificate.FromBlob(authority.SignRaw(CertificateAuthority.Fields(extensions: [("permit-pty", []), ("login@example.com", CertificateAuthority.Wrapped("ann"))], reserved: "later")));
        Assert.Equal(["login@example.com", "permit-pty"], certificate.Extensions.Keys);
        Assert.True(certificate.Verify(authority.Expectation).IsValid);
    }

    [Fact]
    public void What_a_certificate_says_cannot_be_changed_through_it()
    {
        using CertificateAuthority authority = new();
        SshCertificate certificate = authority.Sign(authority.UserRequest with { ForceCommand = "true" });
        Assert.True(((IList<string>)certificate.Principals).IsReadOnly);
        Assert.True(((IDictionary<string, string>)certificate.CriticalOptions).IsReadOnly);
        Assert.True(((IDictionary<string, string>)certificate.Extensions).IsReadOnly);
        Assert.True(((IDictionary<string, string>)SshCertificateRequest.DefaultUserExtensions).IsReadOnly);
    }

    private static SshPublicKey SecurityKey(SshPublicKey key, string algorithm)
    {
        using SshWireWriter blob = new();
        blob.WriteText(algorithm);
        SshWireReader fields = new(key.Blob);
        fields.ReadString();
        blob.WriteBytes(fields.Remaining);
        blob.WriteText("ssh:");
        return SshPublicKey.FromBlob(blob.Written, "token@example");
    }
}
