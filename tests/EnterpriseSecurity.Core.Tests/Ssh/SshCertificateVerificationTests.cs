using System.Net;
using System.Security.Cryptography;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshCertificateVerificationTests : IDisposable
{
    private readonly CertificateAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void An_authority_that_is_not_trusted_is_refused_before_all_else()
    {
        SshCertificate certificate = _authority.Sign(_authority.UserRequest);
        using SshPrivateKey other = SshPrivateKey.Generate(SshKeyType.Ed25519);

        SshCertificateVerification none = certificate.Verify(_authority.Expectation with { TrustedAuthorities = [], Type = SshCertificateType.Host });
        Assert.Equal(SshCertificateReason.AuthorityNotTrusted, none.Reason);
        Assert.Contains("no trusted authority was given", none.Text);
        SshCertificateVerification wrong = certificate.Verify(_authority.Expectation with { TrustedAuthorities = [other.PublicKey, _authority.Subject] });
        Assert.Equal(SshCertificateReason.AuthorityNotTrusted, wrong.Reason);
        Assert.Contains(_authority.Key.PublicKey.GetFingerprint(), wrong.Text);
        Assert.True(certificate.Verify(_authority.Expectation with { TrustedAuthorities = [other.PublicKey, _authority.Key.PublicKey] }).IsValid);
    }

    [Fact]
    public void A_signature_by_another_key_is_refused()
    {
        using SshPrivateKey forger = SshPrivateKey.Generate(SshKeyType.Ed25519);
        byte[] blob = _authority.SignRaw(CertificateAuthority.Fields(), sign: _ => forger.Sign("x"u8));
        AssertReason(SshCertificateReason.SignatureInvalid, SshCertificate.FromBlob(blob), _authority.Expectation);
    }

    [Fact]
    public void Sha1_signatures_are_refused_by_name_even_when_they_are_good()
    {
        using CertificateAuthority authority = new(SshKeyType.Rsa2048);
        byte[] blob = authority.SignRaw(CertificateAuthority.Fields(), sign: data =>
        {
            using RSA rsa = RSA.Create(SshRsaAlgorithm.ToParameters(authority.Key.Fields()));
            using SshWireWriter signature = new();
            signature.WriteText("ssh-rsa");
            signature.WriteString(rsa.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));
            return signature.ToArray();
        });
        SshCertificate certificate = SshCertificate.FromBlob(blob);
        Assert.False(certificate.IsSignatureValid());
        AssertReason(SshCertificateReason.AlgorithmRefused, certificate, authority.Expectation);
    }

    [Fact]
    public void A_certified_dsa_key_and_a_dsa_authority_are_refused()
    {
        using SshWireWriter numbers = new();
        for (int i = 0; i < 4; i++) numbers.WriteString([0x11]);
        using SshWireWriter key = new();
        key.WriteText("ssh-dss");
        key.WriteBytes(numbers.Written);
        byte[] dsa = key.ToArray();

        using SshWireWriter certificate = new();
        certificate.WriteText("ssh-dss-cert-v01@openssh.com");
        certificate.WriteText("nonce");
        certificate.WriteBytes(numbers.Written);
        CertificateAuthority.Fields()(certificate);
        certificate.WriteString(_authority.Key.PublicKey.Blob);
        certificate.WriteString(_authority.Key.Sign(certificate.Written));
        SshCertificate read = SshCertificate.FromBlob(certificate.Written);
        Assert.True(read.IsSignatureValid());
        AssertReason(SshCertificateReason.AlgorithmRefused, read, _authority.Expectation);

        byte[] signature = [.. CertificateAuthority.Wrapped("ssh-dss"), .. CertificateAuthority.Wrapped(new string('a', 40))];
        SshCertificate signed = SshCertificate.FromBlob(_authority.SignRaw(CertificateAuthority.Fields(), dsa, _ => signature));
        AssertReason(SshCertificateReason.AlgorithmRefused, signed, _authority.Expectation with { TrustedAuthorities = [signed.SigningKey] });
    }

    [Theory]
    [InlineData(1, SshCertificateReason.Valid)]
    [InlineData(0, SshCertificateReason.SignatureInvalid)]
    public void A_security_key_as_authority_has_to_have_been_touched(byte flags, SshCertificateReason expected)
    {
        using SshWireWriter key = new();
        key.WriteText("sk-ssh-ed25519@openssh.com");
        SshWireReader fields = new(_authority.Key.PublicKey.Blob);
        fields.ReadString();
        key.WriteBytes(fields.Remaining);
        key.WriteText("ssh:");
        byte[] blob = _authority.SignRaw(CertificateAuthority.Fields(), key.Written, data =>
        {
            byte[] counted = [flags, 0, 0, 0, 7];
            SshWireReader inner = new(_authority.Key.Sign([.. SHA256.HashData("ssh:"u8), .. counted, .. SHA256.HashData(data)]));
            inner.ReadString();
            return [.. CertificateAuthority.Wrapped("sk-ssh-ed25519@openssh.com"), .. inner.Remaining, .. counted];
        });
        SshCertificate certificate = SshCertificate.FromBlob(blob);
        AssertReason(expected, certificate, _authority.Expectation with { TrustedAuthorities = [certificate.SigningKey] });
    }

    [Fact]
    public void A_certificate_of_the_other_type_is_refused()
    {
        AssertReason(SshCertificateReason.TypeMismatch, _authority.Sign(_authority.UserRequest), _authority.Expectation with { Type = SshCertificateType.Host });
        AssertReason(SshCertificateReason.TypeMismatch, _authority.Sign(_authority.HostRequest), _authority.Expectation with { Principal = "web.example.com" });
    }

    [Fact]
    public void A_certificate_is_valid_from_its_beginning_to_just_before_its_end()
    {
        SshCertificate certificate = _authority.Sign(_authority.UserRequest);
        AssertReason(SshCertificateReason.NotYetValid, certificate, _authority.Expectation with { At = CertificateAuthority.Begin.AddTicks(-1) });
        AssertReason(SshCertificateReason.Valid, certificate, _authority.Expectation with { At = CertificateAuthority.Begin });
        AssertReason(SshCertificateReason.Valid, certificate, _authority.Expectation with { At = CertificateAuthority.End.AddTicks(-1) });
        AssertReason(SshCertificateReason.Expired, certificate, _authority.Expectation with { At = CertificateAuthority.End });
    }

    [Fact]
    public void The_clock_is_asked_when_no_time_is_given()
    {
        ManualClock clock = new();
        SshCertificate certificate = _authority.Sign(_authority.UserRequest with { ValidAfter = clock.GetUtcNow(), ValidBefore = clock.GetUtcNow().AddHours(1) });
        SshCertificateExpectation expectation = _authority.Expectation with { At = null };
        Assert.True(certificate.Verify(expectation, clock).IsValid);
        clock.Advance(TimeSpan.FromHours(1));
        SshCertificateVerification late = certificate.Verify(expectation, clock);
        Assert.Equal(SshCertificateReason.Expired, late.Reason);
        Assert.Equal(clock.GetUtcNow(), late.At);
    }

    [Fact]
    public void Unlimited_certificates_hold_at_any_time()
    {
        SshCertificate certificate = _authority.Sign(_authority.UserRequest with { ValidAfter = null, ValidBefore = null });
        foreach (DateTimeOffset at in (DateTimeOffset[])[DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue])
        {
            AssertReason(SshCertificateReason.Valid, certificate, _authority.Expectation with { At = at });
        }
    }

    [Theory]
    [InlineData("ann", SshCertificateReason.Valid)]
    [InlineData("deploy", SshCertificateReason.Valid)]
    [InlineData("Ann", SshCertificateReason.PrincipalNotAllowed)]
    [InlineData("root", SshCertificateReason.PrincipalNotAllowed)]
    [InlineData("", SshCertificateReason.PrincipalNotAllowed)]
    [InlineData("*", SshCertificateReason.PrincipalNotAllowed)]
    [InlineData("ann,deploy", SshCertificateReason.PrincipalNotAllowed)]
    [InlineData(null, SshCertificateReason.Valid)]
    public void A_user_is_named_exactly(string? principal, SshCertificateReason expected) =>
        AssertReason(expected, _authority.Sign(_authority.UserRequest), _authority.Expectation with { Principal = principal });

    [Theory]
    [InlineData("web.example.com", SshCertificateReason.Valid)]
    [InlineData("Web.Example.COM", SshCertificateReason.Valid)]
    [InlineData("db.example.com", SshCertificateReason.PrincipalNotAllowed)]
    [InlineData("*.example.com", SshCertificateReason.PrincipalNotAllowed)]
    public void A_host_is_named_without_regard_to_the_case_that_was_typed(string principal, SshCertificateReason expected) =>
        AssertReason(expected, _authority.Sign(_authority.HostRequest), _authority.Expectation with { Type = SshCertificateType.Host, Principal = principal });

    [Fact]
    public void Patterns_in_certificates_match_nothing_but_themselves()
    {
        SshCertificate certificate = _authority.Sign(_authority.UserRequest with { Principals = ["*"] });
        AssertReason(SshCertificateReason.PrincipalNotAllowed, certificate, _authority.Expectation);
    }

    [Fact]
    public void A_certificate_without_principals_needs_to_be_allowed()
    {
        SshCertificate certificate = _authority.Sign(_authority.UserRequest with { Principals = [], AllowAnyPrincipal = true });
        AssertReason(SshCertificateReason.NoPrincipals, certificate, _authority.Expectation);
        AssertReason(SshCertificateReason.Valid, certificate, _authority.Expectation with { AllowAnyPrincipal = true });
        AssertReason(SshCertificateReason.PrincipalNotAllowed, _authority.Sign(_authority.UserRequest), _authority.Expectation with { AllowAnyPrincipal = true, Principal = "root" });
    }

    [Fact]
    public void An_unknown_critical_option_is_refused()
    {
        SshCertificate certificate = SshCertificate.FromBlob(_authority.SignRaw(CertificateAuthority.Fields(critical: [("new@example.com", [])])));
        AssertReason(SshCertificateReason.CriticalOptionUnknown, certificate, _authority.Expectation);
        Assert.Contains("new@example.com", certificate.Verify(_authority.Expectation).Text);
    }

    [Fact]
    public void A_host_certificate_with_a_users_option_is_refused()
    {
        SshCertificate certificate = SshCertificate.FromBlob(_authority.SignRaw(CertificateAuthority.Fields(type: 2, critical: [("verify-required", [])])));
        AssertReason(SshCertificateReason.CriticalOptionUnknown, certificate, _authority.Expectation with { Type = SshCertificateType.Host });
    }

    [Theory]
    [InlineData("10.1.2.3", SshCertificateReason.Valid)]
    [InlineData("::ffff:10.1.2.3", SshCertificateReason.Valid)]
    [InlineData("2001:db8::7", SshCertificateReason.Valid)]
    [InlineData("192.0.2.1", SshCertificateReason.SourceAddressNotAllowed)]
    [InlineData("2001:db9::7", SshCertificateReason.SourceAddressNotAllowed)]
    [InlineData(null, SshCertificateReason.SourceAddressNotAllowed)]
    public void The_source_address_has_to_be_known_and_listed(string? address, SshCertificateReason expected)
    {
        SshCertificate certificate = _authority.Sign(_authority.UserRequest with { SourceAddresses = ["10.0.0.0/8", "2001:db8::/32"] });
        AssertReason(expected, certificate, _authority.Expectation with { SourceAddress = address is null ? null : IPAddress.Parse(address) });
    }

    [Fact]
    public void A_source_address_that_cannot_be_read_allows_nobody()
    {
        foreach (string list in (string[])["10.0.0.0/8,", "10.0.0.0/8,example.com", "10.0.0.1/8", "!192.0.2.1,10.0.0.0/8", ""])
        {
            SshCertificate certificate = SshCertificate.FromBlob(_authority.SignRaw(CertificateAuthority.Fields(critical: [("source-address", CertificateAuthority.Wrapped(list))])));
            AssertReason(SshCertificateReason.SourceAddressNotAllowed, certificate, _authority.Expectation with { SourceAddress = IPAddress.Parse("10.0.0.1") });
        }
    }

    private static void AssertReason(SshCertificateReason expected, SshCertificate certificate, SshCertificateExpectation expectation)
    {
        SshCertificateVerification verification = certificate.Verify(expectation);
        Assert.Equal(expected, verification.Reason);
        Assert.Equal(expected == SshCertificateReason.Valid, verification.IsValid);
        Assert.NotEmpty(verification.Text);
        Assert.Same(certificate, verification.Certificate);
    }
}
