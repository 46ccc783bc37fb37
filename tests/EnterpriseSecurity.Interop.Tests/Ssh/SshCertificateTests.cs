using System.Net;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Interop.Tests.Ssh;

public sealed class SshCertificateTests : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, string> Utc = new() { ["TZ"] = "UTC" };
    private static readonly SshKeyType[] Types = [SshKeyType.Ed25519, SshKeyType.Ecdsa256, SshKeyType.Ecdsa384, SshKeyType.Ecdsa521, SshKeyType.Rsa2048];
    private readonly string _folder = Directory.CreateTempSubdirectory("ssh-interop").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NativeFact("ssh-keygen")]
    public void Ssh_keygen_reads_what_every_kind_of_key_certifies()
    {
        foreach (SshKeyType authority in Types)
        {
            using SshPrivateKey ca = SshPrivateKey.Generate(authority);
            foreach (SshKeyType subject in Types)
            {
                using SshPrivateKey key = SshPrivateKey.Generate(subject, "ann@example");
                foreach (SshRsaHash hash in Enum.GetValues<SshRsaHash>())
                {
                    SshCertificate certificate = SshCertificate.Sign(UserRequest(key.PublicKey), ca, hash);
                    string[] shown = Show(certificate);
                    Assert.Contains($"Type: {certificate.Algorithm} user certificate", shown);
                    Assert.Contains(shown, line => line.StartsWith("Public key: ", StringComparison.Ordinal) && line.EndsWith("-CERT " + key.PublicKey.GetFingerprint(), StringComparison.Ordinal));
                    Assert.Contains(shown, line => line.StartsWith("Signing CA: ", StringComparison.Ordinal) && line.EndsWith($" {ca.PublicKey.GetFingerprint()} (using {certificate.SignatureAlgorithm})", StringComparison.Ordinal));
                }
            }
        }
    }

    [NativeFact("ssh-keygen")]
    public void Ssh_keygen_shows_a_user_certificate_as_it_was_asked_for()
    {
        using SshPrivateKey ca = SshPrivateKey.Generate(SshKeyType.Ed25519);
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519);
        string[] shown = Show(SshCertificate.Sign(
            UserRequest(key.PublicKey) with
            {
                ForceCommand = "/usr/bin/backup --all",
                SourceAddresses = ["10.0.0.0/8", "2001:db8::/32"],
                VerifyRequired = true,
                Serial = ulong.MaxValue,
            },
            ca));

        Assert.Equal(
            [
                "Key ID: \"ann 1\"", "Serial: 18446744073709551615", "Valid: from 2026-03-01T12:00:00 to 2026-03-02T12:00:00", "Principals:", "ann", "deploy",
                "Critical Options:", "force-command /usr/bin/backup --all", "source-address 10.0.0.0/8,2001:db8::/32", "verify-required",
                "Extensions:", "permit-X11-forwarding", "permit-agent-forwarding", "permit-port-forwarding", "permit-pty", "permit-user-rc",
            ],
            shown.SkipWhile(line => !line.StartsWith("Key ID", StringComparison.Ordinal)));
    }

    [NativeFact("ssh-keygen")]
    public void Ssh_keygen_shows_a_host_certificate_as_it_was_asked_for()
    {
        using SshPrivateKey ca = SshPrivateKey.Generate(SshKeyType.Ed25519);
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Rsa2048);
        string[] shown = Show(SshCertificate.Sign(
            new SshCertificateRequest
            {
                PublicKey = key.PublicKey,
                Type = SshCertificateType.Host,
                KeyId = "web \u00e9",
                AllowAnyPrincipal = true,
            },
            ca));

        Assert.Contains("Type: ssh-rsa-cert-v01@openssh.com host certificate", shown);
        Assert.Equal(["Serial: 0", "Valid: forever", "Principals: (none)", "Critical Options: (none)", "Extensions: (none)"], shown.Skip(4));
    }

    [NativeFact("ssh-keygen")]
    public void We_read_and_verify_what_every_kind_of_ssh_keygens_keys_certifies()
    {
        (string Type, string[] Options, string Algorithm)[] authorities =
        [
            ("ed25519", [], "ssh-ed25519"),
            ("ecdsa-256", [], "ecdsa-sha2-nistp256"),
            ("ecdsa-384", [], "ecdsa-sha2-nistp384"),
            ("ecdsa-521", [], "ecdsa-sha2-nistp521"),
            ("rsa-2048", ["-t", "rsa-sha2-256"], "rsa-sha2-256"),
            ("rsa-2048", ["-t", "rsa-sha2-512"], "rsa-sha2-512"),
        ];
        string[] subjects = ["ed25519", "ecdsa-256", "ecdsa-384", "ecdsa-521", "rsa-2048"];
        foreach (string name in subjects) MakeKey(name);
        foreach ((string authority, string[] options, string algorithm) in authorities)
        {
            SshPublicKey ca = SshPublicKey.Parse(File.ReadAllText(PathOf(authority + ".pub")));
            foreach (string subject in subjects)
            {
                SshCertificate certificate = SignNatively(authority, subject, [.. options, "-I", "ann 1", "-n", "ann,deploy", "-V", "20260301120000Z:20260302120000Z"]);
                Assert.Equal(algorithm, certificate.SignatureAlgorithm);
                Assert.Equal(SshPublicKey.Parse(File.ReadAllText(PathOf(subject + ".pub"))), certificate.PublicKey);
                Assert.Equal(File.ReadAllText(PathOf(subject + "-cert.pub")).Trim(), certificate.ToOpenSsh());
                Assert.True(certificate.Verify(Expect(ca) with { Principal = "deploy" }).IsValid);
                Assert.Equal(SshCertificateReason.PrincipalNotAllowed, certificate.Verify(Expect(ca) with { Principal = "root" }).Reason);
                Assert.Equal(SshCertificateReason.Expired, certificate.Verify(Expect(ca) with { At = Begin.AddDays(1) }).Reason);
            }
        }
    }

    [NativeFact("ssh-keygen")]
    public void We_read_every_field_that_ssh_keygen_writes()
    {
        MakeKey("ed25519");
        SshPublicKey ca = SshPublicKey.Parse(File.ReadAllText(PathOf("ed25519.pub")));
        SshCertificate user = SignNatively("ed25519", "ed25519",
        [
            "-I", "ann 1", "-n", "ann,deploy", "-V", "20260301120000Z:20260302120000Z", "-z", "18446744073709551614",
            "-O", "clear", "-O", "permit-pty", "-O", "no-touch-required", "-O", "extension:login@example.com=ann", "-O", "extension:a@example.com",
            "-O", "force-command=/usr/bin/backup --all", "-O", "source-address=10.0.0.0/8,2001:db8::/32", "-O", "verify-required",
        ]);

        Assert.Equal(SshCertificateType.User, user.Type);
        Assert.Equal("ann 1", user.KeyId);
        Assert.Equal(18446744073709551614UL, user.Serial);
        Assert.Equal(["ann", "deploy"], user.Principals);
        Assert.Equal(Begin, user.ValidAfter);
        Assert.Equal(Begin.AddDays(1), user.ValidBefore);
        Assert.Equal(
            new Dictionary<string, string> { ["force-command"] = "/usr/bin/backup --all", ["source-address"] = "10.0.0.0/8,2001:db8::/32", ["verify-required"] = "" },
            user.CriticalOptions);
        Assert.Equal(
            new Dictionary<string, string> { ["a@example.com"] = "", ["login@example.com"] = "ann", ["no-touch-required"] = "", ["permit-pty"] = "" },
            user.Extensions);
        Assert.True(user.Verify(Expect(ca) with { SourceAddress = IPAddress.Parse("2001:db8::9") }).IsValid);
        Assert.Equal(SshCertificateReason.SourceAddressNotAllowed, user.Verify(Expect(ca) with { SourceAddress = IPAddress.Parse("192.0.2.1") }).Reason);

        SshCertificate unknown = SignNatively("ed25519", "ed25519", ["-I", "x", "-n", "ann", "-O", "critical:new@example.com=1"]);
        Assert.Equal(SshCertificateReason.CriticalOptionUnknown, unknown.Verify(Expect(ca)).Reason);

        SshCertificate host = SignNatively("ed25519", "ed25519", ["-h", "-I", "web", "-n", "web.example.com"]);
        Assert.Equal(SshCertificateType.Host, host.Type);
        Assert.Null(host.ValidAfter);
        Assert.Null(host.ValidBefore);
        Assert.Empty(host.Extensions);
        Assert.True(host.Verify(Expect(ca) with { Type = SshCertificateType.Host, Principal = "WEB.example.com" }).IsValid);
        Assert.Equal(SshCertificateReason.TypeMismatch, host.Verify(Expect(ca) with { Principal = "web.example.com" }).Reason);

        SshCertificate defaults = SignNatively("ed25519", "ed25519", ["-I", "x"]);
        Assert.Equal(SshCertificateRequest.DefaultUserExtensions, defaults.Extensions);
        Assert.Equal(SshCertificateReason.NoPrincipals, defaults.Verify(Expect(ca)).Reason);
    }

    [NativeFact("ssh-keygen")]
    public void A_sha1_signature_that_ssh_keygen_makes_is_refused()
    {
        MakeKey("rsa-2048");
        SshCertificate certificate = SignNatively("rsa-2048", "rsa-2048", ["-t", "ssh-rsa", "-I", "x", "-n", "ann"]);
        Assert.Equal("ssh-rsa", certificate.SignatureAlgorithm);
        Assert.Equal(SshCertificateReason.AlgorithmRefused, certificate.Verify(Expect(SshPublicKey.Parse(File.ReadAllText(PathOf("rsa-2048.pub"))))).Reason);
    }

    [NativeFact("ssh-keygen")]
    public void Ssh_keygen_signs_files_with_a_key_and_the_certificate_we_made()
    {
        using SshPrivateKey ca = SshPrivateKey.Generate(SshKeyType.Ecdsa384);
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        SshCertificate certificate = SshCertificate.Sign(UserRequest(key.PublicKey) with { ValidAfter = now.AddHours(-1), ValidBefore = now.AddHours(1) }, ca);
        using (SecretBuffer file = SshPrivateKeyFile.WriteOpenSsh(key))
        using (FileStream stream = OwnerOnlyFile.CreateNew(PathOf("id")))
        {
            stream.Write(file.Span);
        }

        File.WriteAllText(PathOf("id-cert.pub"), certificate.ToOpenSsh() + "\n");
        File.WriteAllText(PathOf("signers"), $"ann cert-authority {ca.PublicKey.ToOpenSsh()}\nroot cert-authority {ca.PublicKey.ToOpenSsh()}\n");
        File.WriteAllText(PathOf("message"), "hello");
        NativeTool.Run("ssh-keygen", ["-Y", "sign", "-n", "file", "-f", PathOf("id-cert.pub"), PathOf("message")]).Succeeded();

        // ssh-keygen checks the certificate, its authority, its times and its principals.
        NativeTool.Run("ssh-keygen", VerifyArguments("ann"), "hello"u8.ToArray()).Succeeded();
        Assert.NotEqual(0, NativeTool.Run("ssh-keygen", VerifyArguments("root"), "hello"u8.ToArray()).ExitCode);
    }

    private static SshCertificateRequest UserRequest(SshPublicKey key) => new()
    {
        PublicKey = key,
        Type = SshCertificateType.User,
        KeyId = "ann 1",
        Principals = ["ann", "deploy"],
        ValidAfter = Begin,
        ValidBefore = Begin.AddDays(1),
    };

    private static SshCertificateExpectation Expect(SshPublicKey authority) => new()
    {
        TrustedAuthorities = [authority],
        Type = SshCertificateType.User,
        Principal = "ann",
        At = Begin,
    };

    private string[] VerifyArguments(string principal) =>
        ["-Y", "verify", "-n", "file", "-I", principal, "-f", PathOf("signers"), "-s", PathOf("message.sig")];

    private string PathOf(string name) => Path.Combine(_folder, name);

    // What ssh-keygen -L prints, without the path and the indentation.
    private string[] Show(SshCertificate certificate)
    {
        File.WriteAllText(PathOf("shown-cert.pub"), certificate.ToOpenSsh() + "\n");
        string output = NativeTool.Run("ssh-keygen", ["-L", "-f", PathOf("shown-cert.pub")], environment: Utc).Succeeded().Output;
        return [.. output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Skip(1)];
    }

    private void MakeKey(string name)
    {
        string[] parts = name.Split('-');
        NativeTool.Run("ssh-keygen", ["-q", "-t", parts[0], .. parts.Length > 1 ? (string[])["-b", parts[1]] : [], "-N", "", "-C", name, "-f", PathOf(name)]).Succeeded();
    }

    private SshCertificate SignNatively(string authority, string subject, string[] options)
    {
        NativeTool.Run("ssh-keygen", ["-q", "-s", PathOf(authority), .. options, PathOf(subject + ".pub")]).Succeeded();
        return SshCertificate.Parse(File.ReadAllText(PathOf(subject + "-cert.pub")));
    }
}
