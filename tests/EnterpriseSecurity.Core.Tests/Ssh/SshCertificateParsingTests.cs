using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshCertificateParsingTests : IDisposable
{
    private readonly CertificateAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(SshKeyType.Ed25519, SshKeyType.Rsa2048)]
    [InlineData(SshKeyType.Ecdsa256, SshKeyType.Ecdsa384)]
    [InlineData(SshKeyType.Ecdsa521, SshKeyType.Ed25519)]
    [InlineData(SshKeyType.Rsa2048, SshKeyType.Ecdsa521)]
    public void A_damaged_certificate_gives_a_typed_error_and_never_verifies(SshKeyType type, SshKeyType subject)
    {
        using CertificateAuthority authority = new(type, subject);
        byte[] blob = authority.Sign(authority.UserRequest with { ForceCommand = "true", Principals = ["ann"] }).Blob.ToArray();
        Assert.True(SshCertificate.FromBlob(blob).Verify(authority.Expectation).IsValid);
        for (int i = 0; i < blob.Length; i++)
        {
            AssertRefused(blob[..i], authority);
            foreach (byte change in (byte[])[0x01, 0x80, 0xff])
            {
                blob[i] ^= change;
                AssertRefused(blob, authority);
                blob[i] ^= change;
            }
        }

        AssertRefused([.. blob, 0], authority);
        Assert.Throws<MalformedDataException>(() => SshCertificate.FromBlob([.. blob, 0]));
    }

    [Fact]
    public void A_damaged_line_gives_a_typed_error_or_the_same_certificate()
    {
        SshCertificate certificate = _authority.Sign(_authority.UserRequest);
        string text = certificate.ToOpenSsh();
        for (int i = 0; i < text.Length; i++)
        {
            ParseTyped(text[..i], certificate);
            ParseTyped($"{text[..i]}{(char)(text[i] ^ 1)}{text[(i + 1)..]}", certificate);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("ssh-ed25519-cert-v01@openssh.com")]
    [InlineData("ssh-ed25519-cert-v01@openssh.com !!!!")]
    [InlineData("ssh-ed25519-cert-v01@openssh.com AAAA")]
    public void What_is_no_certificate_line_is_malformed(string line) => AssertMalformed(() => SshCertificate.Parse(line));

    [Fact]
    public void Keys_other_types_and_other_lines_are_told_apart()
    {
        SshCertificate certificate = _authority.Sign(_authority.UserRequest);
        string encoded = Convert.ToBase64String(certificate.Blob);
        AssertMalformed(() => SshCertificate.Parse(_authority.Subject.ToOpenSsh()));
        AssertMalformed(() => SshCertificate.Parse($"ssh-rsa-cert-v01@openssh.com {encoded}"));
        AssertMalformed(() => SshCertificate.Parse($"{certificate.ToOpenSsh()}\n{certificate.ToOpenSsh()}"));
        AssertMalformed(() => SshCertificate.Parse(new string('a', 600_000)));
        AssertMalformed(() => SshCertificate.FromBlob(new byte[300_000]));
        Assert.Throws<MalformedDataException>(() => SshPublicKey.Parse(certificate.ToOpenSsh()));
        using SshWireWriter old = new();
        old.WriteText("ssh-rsa-cert-v00@openssh.com");
        byte[] blob = old.ToArray();
        Assert.Throws<UnsupportedException>(() => SshCertificate.FromBlob(blob));
    }

    [Fact]
    public void A_certificate_as_the_authoritys_key_is_refused()
    {
        byte[] nested = _authority.Sign(_authority.UserRequest).Blob.ToArray();
        MalformedDataException refused = AssertMalformed(() => SshCertificate.FromBlob(_authority.SignRaw(CertificateAuthority.Fields(), nested)));
        Assert.Contains("itself a certificate", refused.Message);
    }

    [Fact]
    public void Fields_that_contradict_the_format_are_refused()
    {
        byte[] text = CertificateAuthority.Wrapped("x");
        foreach (Action<SshWireWriter> fields in (Action<SshWireWriter>[])
        [
            CertificateAuthority.Fields(type: 0),
            CertificateAuthority.Fields(type: 3),
            CertificateAuthority.Fields(keyId: "a\nb"),
            CertificateAuthority.Fields(principals: [""]),
            CertificateAuthority.Fields(principals: ["ann\0root"]),
            CertificateAuthority.Fields(principals: [.. Enumerable.Repeat("u", 257)]),
            CertificateAuthority.Fields(critical: [("force-command", text), ("force-command", text)]),
            CertificateAuthority.Fields(critical: [("force-command", [])]),
            CertificateAuthority.Fields(critical: [("source-address", [])]),
            CertificateAuthority.Fields(critical: [("verify-required", text)]),
            CertificateAuthority.Fields(critical: [("force-command", [.. text, 0])]),
            CertificateAuthority.Fields(critical: [("force-command", CertificateAuthority.Wrapped("a\0b"))]),
            CertificateAuthority.Fields(critical: [("force-command", "true"u8.ToArray())]),
            CertificateAuthority.Fields(extensions: [("permit-pty", []), ("permit-pty", [])]),
            CertificateAuthority.Fields(extensions: [("permit-pty", text)]),
            CertificateAuthority.Fields(extensions: [("", [])]),
            CertificateAuthority.Fields(extensions: [("a b", [])]),
        ])
        {
            AssertMalformed(() => SshCertificate.FromBlob(_authority.SignRaw(fields)));
        }

        AssertMalformed(() => SshCertificate.FromBlob(_authority.SignRaw(CertificateAuthority.Fields(), sign: _ => [0, 0, 0, 0])));
        AssertMalformed(() => SshCertificate.FromBlob(_authority.SignRaw(CertificateAuthority.Fields(), sign: _ => [])));
    }

    private static void AssertRefused(ReadOnlySpan<byte> blob, CertificateAuthority authority)
    {
        try
        {
            Assert.False(SshCertificate.FromBlob(blob).Verify(authority.Expectation).IsValid);
        }
        catch (SecurityException)
        {
            // The promise: nothing but this family.
        }
    }

    private static void ParseTyped(string line, SshCertificate expected)
    {
        try
        {
            SshCertificate certificate = SshCertificate.Parse(line);
            Assert.Equal(certificate.Blob.SequenceEqual(expected.Blob), certificate.IsSignatureValid());
        }
        catch (SecurityException)
        {
            // The promise: nothing but this family.
        }
    }

    private static MalformedDataException AssertMalformed(Func<SshCertificate> read)
    {
        MalformedDataException malformed = Assert.Throws<MalformedDataException>(read);
        Assert.Equal("SshCertificateMalformed", malformed.ErrorId);
        return malformed;
    }
}
