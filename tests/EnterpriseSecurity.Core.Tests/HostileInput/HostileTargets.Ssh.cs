using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;
using Make = System.Collections.Generic.Dictionary<string, System.Func<EnterpriseSecurity.Core.Tests.HostileInput.HostileTargets, EnterpriseSecurity.Core.Tests.HostileInput.HostileTarget>>;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <content>What SSH reads.</content>
internal sealed partial class HostileTargets
{
    // Under no passphrase, because trying one costs what it is meant to cost; what is encrypted is taken apart up to there,
    // and beyond with keys whose passphrases are cheap.
    private static Make Ssh() => new()
    {
        ["openssh-key"] = _ => Key(SshPrivateKeyFormat.OpenSsh, SshKeyType.Ed25519, SshKeyType.Ecdsa384, SshKeyType.Rsa2048) with { Pieces = [.. PlainKeys(SshPrivateKeyFormat.OpenSsh).Select(Shapes.OpenSshKey)] },
        ["ppk"] = _ => Key(SshPrivateKeyFormat.Ppk, SshKeyType.Ed25519, SshKeyType.Ecdsa256, SshKeyType.Rsa2048) with { Pieces = [.. PlainKeys(SshPrivateKeyFormat.Ppk).Select(Shapes.Ppk)] },
        ["pem-key"] = _ => new HostileTarget(PemKeys(), ReadKey) { Shape = content => Shapes.Pem(Encoding.ASCII.GetString(content), Shapes.Der) },
        ["encrypted-key"] = _ => new HostileTarget([EncryptedPkcs8(), LegacyEncrypted()], content => SshPrivateKeyFile.Read(content, "passphrase"u8).Dispose())
        {
            Pieces = [Shapes.Pem(Encoding.ASCII.GetString(EncryptedPkcs8()), Shapes.Der)],
            Tokens = HostileTarget.Words("DEK-Info: DES-EDE3-CBC,", "Proc-Type: 4,ENCRYPTED"),
            // What is changed may say that its passphrase costs up to the bound of what is tried: about a second.
            Share = 50,
        },
        ["ssh-public-key"] = _ => HostileTarget.OfText(PublicKeys(), text => SshPublicKey.Parse(text), "ssh-rsa", "ecdsa-sha2-nistp256", "---- BEGIN SSH2 PUBLIC KEY ----", "AAAA") with
        {
            Pieces = [.. PublicKeys().Select(text => text.Contains('\n') ? Shapes.Text(text, "\n:") : Shapes.SshLine(text))],
        },
        ["ssh-public-pem"] = _ => HostileTarget.OfText(PublicPems(), text => SshPublicKey.Parse(text)) with { Shape = content => Shapes.Pem(Encoding.ASCII.GetString(content), Shapes.Der) },
        ["ssh-certificate"] = _ => HostileTarget.OfText([Certificate()], text => SshCertificate.Parse(text).IsSignatureValid(), "ssh-rsa-cert-v01@openssh.com", "AAAA") with { Pieces = [Shapes.SshLine(Certificate(), CertificateLayout)] },
        ["sshsig"] = _ => HostileTarget.OfText([Signature()], text => SshSignature.Parse(text)) with { Pieces = [SignaturePiece()] },
        ["authorized-keys"] = _ => new HostileTarget([TemporaryStore.Utf8(AuthorizedKeys())], content => Assert.NotNull(new SshAuthorizedKeysText(content, TimeZoneInfo.Utc).Content))
        {
            Tokens = HostileTarget.Words("command=\"", "permitopen=\"*:*\"", "cert-authority,", "environment=\"A="),
            Pieces = [new Piece(AuthorizedKeys().Split('\n').Select(line => Shapes.SshLine(line)), separator: "\n")],
        },
        ["ssh-key-options"] = _ => HostileTarget.OfText(["restrict,command=\"ls \\\"x\\\"\",from=\"10.0.0.0/8,!10.1.*\""], text => SshKeyOption.ParseList(text), "\\\"", "\"", ",") with
        {
            Rules = """
                options = option more*
                more = ',' option
                option = name | name '=' value
                name = 'restrict' | 'command' | 'from' | 'pty' | 'cert-authority' | 'permitopen' | 'environment' | 'expiry-time' | 'tunnel'
                value = '"' text* '"' | '"' '*' '"' | '"20300101"' | '"a:1"'
                text = 'ls\s-l' | '\"' | '\\' | ',' | '=' | '10.0.0.0/8' | '!' | '*' | '?' | a-z
                """,
        },
        ["ssh-pattern"] = _ => HostileTarget.OfText(["*.example.com,!b?d.example.com\nbad.example.com"], text =>
        {
            string[] lines = text.Split('\n', 2);
            SshPattern.ListMatches(lines[0].Split(','), lines[^1]);
        }, "*", "*?", "!") with { Shape = content => Shapes.Text(Encoding.UTF8.GetString(content), "\n,.*") },
        ["allowed-signers"] = _ => HostileTarget.OfText([$"ann@example.com,*@x.org namespaces=\"file,git\",valid-after=\"20240101\" {PublicKeys()[0]}\n"], text => SshAllowedSigners.Parse(text), "cert-authority", "valid-before=\"", "!") with
        {
            Shape = content => Shapes.SshLine(Encoding.UTF8.GetString(content)),
        },
        ["ssh-agent-answer"] = _ => new HostileTarget([AgentAnswer()], content =>
        {
            SshWireReader reader = new(content, SshData.AgentAnswer);
            SshAgentIdentity.ReadAll(ref reader);
        }) { Shape = content => Shapes.Wire(content, "u") },
    };

    private const string CertificateLayout = "ssssUussUUsssss";

    private static HostileTarget Key(SshPrivateKeyFormat format, params SshKeyType[] types) =>
        new([.. types.Select(type => Encode(type, format)), Encode(types[0], format, "passphrase")], ReadKey) { Tokens = HostileTarget.Words("ssh-rsa", "aes256-cbc", "bcrypt", "PuTTY-User-Key-File-3: ", "Private-Lines: 99999999", "Argon2-Memory: 99999999") };

    private static IEnumerable<string> PlainKeys(SshPrivateKeyFormat format) =>
        new[] { SshKeyType.Ed25519, SshKeyType.Ecdsa256, SshKeyType.Rsa2048 }.Select(type => Encoding.Latin1.GetString(Encode(type, format)));

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

    private static byte[][] PemKeys() =>
        [Encode(SshKeyType.Rsa2048, SshPrivateKeyFormat.Pkcs1), Encode(SshKeyType.Ecdsa256, SshPrivateKeyFormat.Sec1), Encode(SshKeyType.Ed25519, SshPrivateKeyFormat.Pkcs8), Encode(SshKeyType.Ecdsa521, SshPrivateKeyFormat.Pkcs8)];

    private static byte[] EncryptedPkcs8()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return TemporaryStore.Utf8(key.ExportEncryptedPkcs8PrivateKeyPem("passphrase", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)));
    }

    // OpenSSL's own encryption: the key is the MD5 of the passphrase and the first half of the vector.
    private static byte[] LegacyEncrypted()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] iv = RandomNumberGenerator.GetBytes(16);
        using Aes aes = Aes.Create();
        aes.Key = MD5.HashData([.. "passphrase"u8, .. iv.AsSpan(0, 8)]);
        string body = Convert.ToBase64String(aes.EncryptCbc(key.ExportECPrivateKey(), iv), Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n");
        return TemporaryStore.Utf8($"-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,{Convert.ToHexString(iv)}\n\n{body}\n-----END EC PRIVATE KEY-----\n");
    }

    private static string[] PublicKeys()
    {
        using SshPrivateKey ed25519 = SshPrivateKey.Generate(SshKeyType.Ed25519, "ann@example");
        using SshPrivateKey ecdsa = SshPrivateKey.Generate(SshKeyType.Ecdsa384, "ben");
        return [ed25519.PublicKey.ToOpenSsh(), ecdsa.PublicKey.ToOpenSsh(), ecdsa.PublicKey.ToRfc4716()];
    }

    private static string[] PublicPems()
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return [rsa.ExportSubjectPublicKeyInfoPem(), rsa.ExportRSAPublicKeyPem(), ecdsa.ExportSubjectPublicKeyInfoPem()];
    }

    private static string AuthorizedKeys() =>
        $"# a comment\nrestrict,command=\"ls \\\"x\\\"\",from=\"10.0.0.0/8,!10.1.*\",expiry-time=\"20300101\" {PublicKeys()[0]}\n{PublicKeys()[1]}\r\nnonsense\n";

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

    private static Piece SignaturePiece() => Shapes.Pem(Signature(), blob => new Piece([new Piece(blob[..10]), Shapes.Wire(blob[10..])]));

    private static byte[] AgentAnswer()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519);
        byte[] certificate = Convert.FromBase64String(Certificate().Split(' ')[1]);
        return [0, 0, 0, 2, .. Shapes.Prefix(key.PublicKey.Blob.ToArray()), .. Shapes.Prefix(TemporaryStore.Utf8("ann")), .. Shapes.Prefix(certificate), .. Shapes.Prefix([])];
    }
}
