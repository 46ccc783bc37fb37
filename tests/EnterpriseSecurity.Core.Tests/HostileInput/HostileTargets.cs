using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Certificates;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Network;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.Tokens;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <summary>Every parser that takes what somebody else may have written.</summary>
internal sealed class HostileTargets : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly string _file;

    public HostileTargets() => _file = Path.Combine(_store.Root, "hostile");

    public void Dispose() => _store.Dispose();

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "openssh-key", "ppk", "pem-key", "ssh-public-key", "ssh-certificate", "sshsig", "authorized-keys", "allowed-signers",
        "certificate", "pfx", "p7b", "certificate-request", "revocation-list", "jwt", "jwks", "jwk", "password-hash", "otpauth", "base32", "fernet",
        "store-json", "export-file", "audit-line", "roles-json", "roles-yaml", "cidr", "permission", "api-key", "connection-string", "recovery-share",
        "signed-request", "certificate-subject", "endpoint", "secret-value",
    ];

    /// <summary>One of them.</summary>
    public HostileTarget Get(string name) => name switch
    {
        // Under no passphrase, because trying one costs what it is meant to cost; what is encrypted is taken apart up to there.
        "openssh-key" => Key(name, SshPrivateKeyFormat.OpenSsh, SshKeyType.Ed25519, SshKeyType.Ecdsa384, SshKeyType.Rsa2048),
        "ppk" => Key(name, SshPrivateKeyFormat.Ppk, SshKeyType.Ed25519, SshKeyType.Ecdsa256, SshKeyType.Rsa2048),
        "pem-key" => new(
            name,
            [Encode(SshKeyType.Rsa2048, SshPrivateKeyFormat.Pkcs1), Encode(SshKeyType.Ecdsa256, SshPrivateKeyFormat.Sec1), Encode(SshKeyType.Ed25519, SshPrivateKeyFormat.Pkcs8), Encode(SshKeyType.Ecdsa521, SshPrivateKeyFormat.Pkcs8)],
            ReadKey),
        "ssh-public-key" => HostileTarget.OfText(name, PublicKeys(), text => SshPublicKey.Parse(text), "ssh-rsa", "ecdsa-sha2-nistp256", "---- BEGIN SSH2 PUBLIC KEY ----", "AAAA"),
        "ssh-certificate" => HostileTarget.OfText(name, [Certificate()], text => SshCertificate.Parse(text).IsSignatureValid(), "ssh-rsa-cert-v01@openssh.com", "AAAA"),
        "sshsig" => HostileTarget.OfText(name, [Signature()], text => SshSignature.Parse(text)),
        "authorized-keys" => new(
            name,
            [TemporaryStore.Utf8($"# a comment\nrestrict,command=\"ls \\\"x\\\"\",from=\"10.0.0.0/8,!10.1.*\",expiry-time=\"20300101\" {PublicKeys()[0]}\n{PublicKeys()[1]}\r\nnonsense\n")],
            content => _ = new SshAuthorizedKeysText(content, TimeZoneInfo.Utc).Content) { Tokens = [.. new[] { "command=\"", "permitopen=\"*:*\"", "cert-authority,", "environment=\"A=" }.Select(TemporaryStore.Utf8)] },
        "allowed-signers" => HostileTarget.OfText(name, [$"ann@example.com,*@x.org namespaces=\"file,git\",valid-after=\"20240101\" {PublicKeys()[0]}\n"], text => SshAllowedSigners.Parse(text), "cert-authority", "valid-before=\"", "!"),
        "certificate" => new(name, [Leaf(), Pem("CERTIFICATE", Leaf())], content => CheckCertificate(content)),
        "pfx" => new(name, [Pfx()], content =>
        {
            using SecretBuffer passphrase = SecretBuffer.FromUtf8("x");
            CertificateFile.Parse(content, passphrase).Dispose();
        }),
        "p7b" => new(name, [P7b()], content => CertificateFile.Parse(content).Dispose()),
        "certificate-request" => new(name, [Request(), Pem("CERTIFICATE REQUEST", Request())], content => CertificateSigningRequest.Parse(content)),
        "revocation-list" => new(name, [List()], content => RevocationList.Parse(content)),
        "jwt" => Jwt(name),
        "jwks" => HostileTarget.OfText(name, [KeySet()], text => JwtKeySet.Parse(text), "\"kty\":\"oct\"", "\"k\":\"AA\"", "\"alg\":\"none\"", "\"crv\":\"P-521\"", "\"use\":\"enc\""),
        "jwk" => new(name, [.. JsonNode.Parse(KeySet())!["keys"]!.AsArray().Select(key => TemporaryStore.Utf8(key!.ToJsonString()))], content => JwtKey.FromJwk(content).Dispose()),
        "password-hash" => HostileTarget.OfText(name, Hashes, text => PasswordHashParser.Parse(text), "$argon2id$", "$2b$31$", "v=19$m=4294967295,t=1,p=1", "ln=63", "pbkdf2_sha256$"),
        "otpauth" => HostileTarget.OfText(name, ["otpauth://totp/ACME:ann%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=ACME&algorithm=SHA256&digits=8&period=60", "otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ&counter=5"], text => OtpKey.FromUri(text).Dispose(), "secret=", "&secret=A", "digits=9", "period=0", "%"),
        "base32" => HostileTarget.OfText(name, ["JBSWY3DPEHPK3PXP", "jbsw y3dp-ehpk 3pxp"], text => OtpKey.FromBase32(text).Dispose()),
        "fernet" => Token(name),
        "store-json" => new(name, [File.ReadAllBytes(Path.Combine(_store.Path, "store.json"))], content => StoreDescriptor.Parse(content, _store.Path)),
        "export-file" => Export(name),
        "audit-line" => new(name, [AuditLines()[0], AuditLines()[^1]], content =>
        {
            AuditLine.TryReadSequence(content, out _);
            AuditLine.TryParse(content, authentic: false);
        }),
        "roles-json" => HostileTarget.OfText(name, [RoleFile.Write(SomeRoles, RoleFileFormat.Json)], text => Roles(text, RoleFileFormat.Json), "\"version\":2", "\"deny\"", "\"inherits\""),
        "roles-yaml" => HostileTarget.OfText(name, [RoleFile.Write(SomeRoles, RoleFileFormat.Yaml)], text => Roles(text, RoleFileFormat.Yaml), "&a [", "*a", "<<: *a", "? ", "!!binary ", "|\n", "---\n"),
        "cidr" => HostileTarget.OfText(name, ["10.0.0.0/8", "2001:db8::/32", "192.168.1.7", "10.0.0.0/8, ::1/128"], text => NetworkRange.ParseList(text), "/33", "::ffff:", "0x7f", "010"),
        "permission" => HostileTarget.OfText(name, ["docs:read", "docs:*", "*", "a:b:c"], text => PermissionName.Pattern(text), ":", ":*"),
        "api-key" => new(name, [ApiKey()], content => ApiKeyText.FindId(content)),
        "connection-string" => HostileTarget.OfText(name, ["Host=db.example.com;Port=5432;Username=app;Password=x y;Database=d;Schema=s;SSL Mode=VerifyFull", "postgresql://app:p%40ss@db.example.com:5432/d?sslmode=verify-full"], text => StoreServer.Parse(text), "Host=", "sslmode=disable", "@", "%"),
        "recovery-share" => Shares(name),
        "signed-request" => SignedRequest(name),
        "certificate-subject" => HostileTarget.OfText(name, ["CN=example.com, O=My\\, Company, C=US"], text => CertificateSubject.Parse(text), "CN=", "+", "\\00", "\"", "1.2.3="),
        "endpoint" => HostileTarget.OfText(name, ["example.com:443", "example.com", "[::1]:8443"], text => CertificateEndpoint.Parse(text), ":", "]", "/"),
        "secret-value" => Value(name),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static readonly RoleDefinition[] SomeRoles =
    [
        new() { Name = "reader", Permissions = ["docs:read"] },
        new() { Name = "editor", Description = "é \"x\"", Permissions = ["docs:*", "x:y"], Deny = ["docs:delete"], InheritsFrom = ["reader"] },
    ];

    private static readonly string[] Hashes =
    [
        "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
        "$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b27xGSUFTm6eyPp3UfNPWwwW1U",
        "$scrypt$ln=17,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b27xGSUFTm6eyPp3UfNPWwwW1U",
        "$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk",
        "pbkdf2_sha256$600000$salt$pPCsSqOqvOHqK0cPPzQmKFG+mFlbIuhlHuZJDUzVSGY=",
        "AQAAAAIAAYagAAAAEJ5dVFkkvqvvYzmUKgMkKXGnPcFm2bxtGmQ2yYQx1UHdg9cRA2HkYHqMKw4tnXbLhg==",
    ];

    private static HostileTarget Key(string name, SshPrivateKeyFormat format, params SshKeyType[] types) =>
        new(name, [.. types.Select(type => Encode(type, format)), Encode(types[0], format, "passphrase")], ReadKey) { Tokens = [.. new[] { "ssh-rsa", "aes256-cbc", "bcrypt", "PuTTY-User-Key-File-3: ", "Private-Lines: 99999999", "Argon2-Memory: 99999999" }.Select(TemporaryStore.Utf8)] };

    private static void ReadKey(byte[] content)
    {
        SshPrivateKeyFileInfo info = SshPrivateKeyFile.Inspect(content);
        if (!info.IsEncrypted) SshPrivateKeyFile.Read(content).Dispose();
    }

    private static byte[] Encode(SshKeyType type, SshPrivateKeyFormat format, string? passphrase = null)
    {
        using SshPrivateKey key = SshPrivateKey.Generate(type, "ann@example");
        using SecretBuffer file = SshPrivateKeyFile.Write(key, format, passphrase is null ? default : TemporaryStore.Utf8(passphrase));
        return file.Span.ToArray();
    }

    private static string[] PublicKeys()
    {
        using SshPrivateKey ed25519 = SshPrivateKey.Generate(SshKeyType.Ed25519, "ann@example");
        using SshPrivateKey ecdsa = SshPrivateKey.Generate(SshKeyType.Ecdsa384, "ben");
        return [ed25519.PublicKey.ToOpenSsh(), ecdsa.PublicKey.ToOpenSsh(), ecdsa.PublicKey.ToRfc4716()];
    }

    private static string Certificate()
    {
        using SshPrivateKey authority = SshPrivateKey.Generate(SshKeyType.Ed25519);
        using SshPrivateKey user = SshPrivateKey.Generate(SshKeyType.Ecdsa256);
        return SshCertificate.Sign(new SshCertificateRequest { PublicKey = user.PublicKey, Type = SshCertificateType.User, KeyId = "ann", Principals = ["ann", "root"] }, authority).ToOpenSsh();
    }

    private static string Signature()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519);
        return SshSignature.Sign(key, "data"u8, "file").ToArmored();
    }

    private static byte[] Leaf()
    {
        using TestAuthority root = TestAuthority.Root();
        using X509Certificate2 leaf = root.Issue(request => TestCertificates.AddNames(request, "example.com", "*.example.org"));
        return leaf.RawData;
    }

    private static byte[] List()
    {
        using TestAuthority root = TestAuthority.Root();
        using X509Certificate2 leaf = root.Issue();
        return root.Revoke(leaf);
    }

    private static byte[] Request()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=example.com,O=Company", key, HashAlgorithmName.SHA256);
        TestCertificates.AddNames(request, "example.com");
        return request.CreateSigningRequest();
    }

    private static byte[] Pem(string label, byte[] der) => TemporaryStore.Utf8(PemEncoding.WriteString(label, der));

    private static byte[] Pfx()
    {
        using CertificateBundle bundle = TestCertificates.Bundle();
        using ECDsa key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(bundle.PrivateKey!.Span, out _);
        using X509Certificate2 withKey = bundle.Leaf.CopyWithPrivateKey(key);
        return withKey.ExportPkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2), "x");
    }

    private static byte[] P7b()
    {
        using CertificateBundle bundle = TestCertificates.Bundle();
        return Pkcs7Container.Write(bundle.Certificates);
    }

    private static void CheckCertificate(byte[] content)
    {
        using CertificateBundle bundle = CertificateFile.Parse(content);
        new CertificateChecker().Check(bundle.Leaf, new CertificateCheckOptions { At = TestCertificates.Now, HostName = "example.com", TrustedRoots = [.. bundle.Certificates] });
    }

    private static HostileTarget Jwt(string name)
    {
        JwtKey key = JwtKey.Generate(JwtAlgorithm.ES256);
        string token = new JwtIssuer().Issue(key, new JwtRequest { Subject = "ann", Audience = ["a", "b"], Claims = new JsonObject { ["list"] = new JsonArray(1, true, null) } }).RevealToken();
        return HostileTarget.OfText(
            name,
            [token],
            text =>
            {
                // Only what is the token itself may hold.
                if (new JwtVerifier().Verify(text, key).IsValid) Assert.Equal(token, text);
                try
                {
                    UnverifiedJwt.Read(text);
                }
                catch (SecurityException)
                {
                    // No token at all.
                }
            },
            "eyJhbGciOiJub25lIn0.", ".", "e30");
    }

    private static string KeySet()
    {
        using JwtKey rsa = JwtKey.Generate(JwtAlgorithm.RS256, 2048);
        using JwtKey ec = JwtKey.Generate(JwtAlgorithm.ES384);
        using JwtKey ed = JwtKey.Generate(JwtAlgorithm.EdDSA);
        return new JwtKeySet([rsa, ec, ed]).ToJson();
    }

    private static HostileTarget Token(string name)
    {
        byte[] key = new byte[Fernet.KeySize];
        byte[] token = Fernet.Encrypt(key, "a message"u8);
        return new HostileTarget(name, [token], content =>
        {
            using SecretBuffer? text = Fernet.TryDecrypt(key, content);
            if (text is not null) Assert.Equal("a message", Encoding.UTF8.GetString(text.Span));
        });
    }

    private HostileTarget Export(string name)
    {
        using (SecretValue value = SecretValue.FromText("the value")) _store.Manager.Secrets.Protect("a", value);
        string path = Path.Combine(_store.Root, "export");
        using (KeyProtector protector = _store.Protector()) _store.Manager.Secrets.Export(path, protector);
        return new HostileTarget(name, [File.ReadAllBytes(path)], content =>
        {
            File.WriteAllBytes(_file, content);
            using KeyProtector protector = _store.Protector();
            foreach ((SecretExportFile.Description _, SecretBuffer secret) in SecretExportFile.Read(_file, protector)) secret.Dispose();
        });
    }

    private void Roles(string text, RoleFileFormat format)
    {
        File.WriteAllText(_file, text);
        RoleFile.Read(_file, format);
    }

    private byte[][] AuditLines()
    {
        _store.Manager.Store.Append(new AuditNote(AuditAction.SecretDecrypted, "a \"name\" é") { IpAddress = "10.0.0.1", Metadata = { ["a"] = "b" } }, durable: true);
        _store.Manager.Audit.Flush();
        return [.. Directory.EnumerateFiles(Path.Combine(_store.Path, "audit"), "*.jsonl").SelectMany(File.ReadLines).Select(TemporaryStore.Utf8)];
    }

    private byte[] ApiKey() => TemporaryStore.Utf8(_store.Manager.ApiKeys.Create(new ApiKeyOptions { Name = "a", Scopes = ["read:x"] }).RevealKey());

    private static HostileTarget Shares(string name)
    {
        byte[] key = new byte[32];
        string[] shares = [.. RecoveryShare.Split(key, 2, 3)];
        return HostileTarget.OfText(name, [$"{shares[0]}\n{shares[1]}"], text =>
        {
            using SecretBuffer made = RecoveryShare.Combine(text.Split('\n'));
        });
    }

    private static HostileTarget SignedRequest(string name)
    {
        using RequestSigningKey key = RequestSigningKey.FromSecret(new byte[32], "k");
        SignedRequest request = new() { Method = "GET", Uri = new Uri("https://example.com/a?b=c") };
        KeyValuePair<string, string>[] headers = [.. new RequestSigner().Sign(request, key)];
        return HostileTarget.OfText(name, [string.Join('\n', headers.Select(header => $"{header.Key}: {header.Value}"))], text =>
        {
            using RequestSigningKey again = RequestSigningKey.FromSecret(new byte[32], "k");
            Dictionary<string, string> read = [];
            foreach (string line in text.Split('\n'))
            {
                int colon = line.IndexOf(": ", StringComparison.Ordinal);
                if (colon > 0) read[line[..colon]] = line[(colon + 2)..];
            }

            bool isSame = headers.All(header => read.GetValueOrDefault(header.Key) == header.Value);
            if (new RequestVerifier().Verify(request with { Headers = read }, again).IsValid) Assert.True(isSame || read.Keys.Any(sent => headers.Any(header => string.Equals(header.Key, sent, StringComparison.OrdinalIgnoreCase))));
        });
    }

    private static HostileTarget Value(string name)
    {
        using SecretValue inner = SecretValue.FromBytes([1, 2, 3]);
        using SecretValue table = SecretValue.FromTable([new("a", inner), new("b", SecretValue.FromDouble(1.5))]);
        using SecretBuffer encoded = SecretValueCodec.Encode(table);
        return new HostileTarget(name, [encoded.Span.ToArray()], content => SecretValueCodec.Decode(SecretBuffer.CopyOf(content)).Dispose());
    }
}
