using System.Formats.Asn1;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <summary>Whatever takes text or bytes and is named as a parser is tried with hostile input, or it is said why not.</summary>
public sealed partial class ParserCoverageTests
{
    private static readonly Dictionary<string, string> Tried = new()
    {
        ["AspNetIdentityHash"] = "password-hash", ["PasswordHashParser"] = "password-hash",
        ["AuditLine"] = "audit-line",
        ["Base32"] = "base32", ["OtpKey"] = "otpauth", ["OtpUri"] = "otpauth", ["Hotp"] = "otp-code",
        ["BreachedPasswordFilterFormat"] = "breach-filter",
        ["CertificateEndpoint"] = "endpoint", ["CertificateFile"] = "certificate", ["CertificateReader"] = "certificate", ["CertificateName"] = "certificate", ["DistinguishedNameText"] = "certificate", ["PemBlocks"] = "certificate",
        ["SignatureAlgorithm"] = "certificate", ["SignedStructure"] = "certificate", ["SubjectAlternativeNames"] = "certificate-request",
        ["CertificateKey"] = "certificate-key", ["CertificateKeyReader"] = "certificate-key",
        ["CertificateSigningRequest"] = "certificate-request", ["CertificateSubject"] = "certificate-subject", ["CertificateNameConstraints"] = "name-constraint",
        ["Pkcs12Container"] = "pfx", ["Pkcs7Container"] = "p7b", ["RevocationList"] = "revocation-list", ["RevocationListContent"] = "revocation-list",
        ["Duration"] = "duration", ["NetworkRange"] = "cidr", ["StoreServer"] = "connection-string",
        ["GitSearch"] = "git-header", ["WindowsEventReader"] = "windows-event",
        ["JwtClaims"] = "jwt-content", ["JwtCompact"] = "jwt", ["JwtJson"] = "jwt-content", ["UnverifiedJwt"] = "jwt", ["JwtJwk"] = "jwk", ["JwtKeySet"] = "jwks", ["JwtKey"] = "jwt-key", ["JwtKeyFile"] = "jwt-key",
        ["RoleFile"] = "roles-json", ["SecretExportFile"] = "export-file", ["SecretValueCodec"] = "secret-value", ["SignatureHeader"] = "signed-request", ["SignatureHeaders"] = "signed-request",
        ["StoreConnection"] = "store-connection", ["StoreDescriptor"] = "store-json", ["LocalPart"] = "database",
        ["SecretNumber"] = "openssh-key", ["SshOpenSshFile"] = "openssh-key", ["SshPrivateKey"] = "openssh-key", ["SshPrivateKeyFile"] = "openssh-key", ["SshComment"] = "openssh-key", ["SshAlgorithm"] = "openssh-key",
        ["SshAsnPrivateKey"] = "pem-key", ["SshPem"] = "pem-key", ["SshPpkFile"] = "ppk", ["SshPpkText"] = "ppk",
        ["SshAsnPublicKey"] = "ssh-public-pem", ["SshPublicKey"] = "ssh-public-key", ["SshPublicKeyText"] = "ssh-public-key",
        ["SshAgentIdentity"] = "ssh-agent-answer", ["SshCertifiedKey"] = "ssh-agent-answer",
        ["SshAllowedSigner"] = "allowed-signers", ["SshAllowedSigners"] = "allowed-signers", ["SshTime"] = "allowed-signers",
        ["SshKeyLine"] = "authorized-keys", ["SshKeyOption"] = "ssh-key-options", ["SshOptionText"] = "ssh-key-options",
        ["SshCertificate"] = "ssh-certificate", ["SshCertificateOptions"] = "ssh-certificate", ["SshSignature"] = "sshsig",
    };

    private static readonly Dictionary<string, string> NotTried = new()
    {
        ["JwtEd25519Key"] = "takes 32 bytes, of which any are good or none",
        ["RequestSigningKey"] = "takes 32 bytes, of which any are good or none",
        ["JwtSessionRecord"] = "reads what was opened by the store's key",
        ["RotationBody"] = "reads what was opened by the store's key",
        ["RecordDigest"] = "reads what was opened by the store's key",
        ["KeyFile"] = "takes any bytes; only their number counts",
        ["KeyProtector"] = "takes any bytes; only their number counts",
        ["SecretBuffer"] = "takes any text",
        ["SecretValue"] = "takes any value",
        ["LibraryProviders"] = "loads an assembly of ours by a name of ours",
        ["CertificateFileSet"] = "looks for files",
        ["SshKeyDraft"] = "hands the bytes on to SshPrivateKeyFile",
        ["SshKeyFiles"] = "reads a file whole, up to a bound",
        ["SshKeyPairFiles"] = "reads a file whole, up to a bound",
    };

    [Fact]
    public void Every_parser_is_tried_or_has_a_reason_not_to_be()
    {
        string[] parsers = [.. typeof(SecurityException).Assembly.GetTypes()
            .Where(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Any(IsParser))
            .Select(type => type.Name).Distinct().Order(StringComparer.Ordinal)];

        Assert.DoesNotContain(parsers, name => !Tried.ContainsKey(name) && !NotTried.ContainsKey(name));
        Assert.Empty(Tried.Values.Except(HostileTargets.Names));
    }

    private static bool IsParser(MethodInfo method)
    {
        if (method.IsPrivate || !ParserName().IsMatch(method.Name)) return false;
        Type? input = method.GetParameters().FirstOrDefault()?.ParameterType;
        return input == typeof(string) || input == typeof(byte[]) || input == typeof(ReadOnlySpan<byte>) || input == typeof(ReadOnlySpan<char>) || input == typeof(ReadOnlyMemory<byte>)
            || input == typeof(AsnReader) || input == typeof(JsonElement) || input == typeof(SecretBuffer) || input == typeof(SshWireReader).MakeByRefType() || typeof(Stream).IsAssignableFrom(input);
    }

    [GeneratedRegex("^(Try)?(Parse|Read|From|Decode|Load|Inspect)([A-Z]|$)")]
    private static partial Regex ParserName();
}
