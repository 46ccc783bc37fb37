using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>What a frozen release was given. The values are of this test alone and guard nothing.</summary>
internal static class FrozenValues
{
    public const string Passphrase = "frozen passphrase é";
    public const string ExportPassphrase = "passphrase of the export";
    public const string KeyPassphrase = "words";
    public const string Password = "Frozen-P4ssword!";
    public const string FormerPassword = "Former-P4ssword!";
    public const string Message = "a message";
    public const string AskedFor = "docs:read";

    /// <summary>A secret of each algorithm, in two versions.</summary>
    public static IEnumerable<(SecretAlgorithm Algorithm, string Name, string First, string Second)> Secrets =>
        Enum.GetValues<SecretAlgorithm>().Select(one => (one, $"text-{one}", $"first of {one}", $"second of {one} \u00e9\U0001F511"));

    /// <summary>A secret of each kind.</summary>
    public static IEnumerable<(string Name, SecretValue Value)> Kinds =>
    [
        ("secure-text", SecretValue.FromSecureText(SecretBuffer.FromUtf8("secure text"))),
        ("credential", SecretValue.FromCredential("ann", SecretBuffer.FromUtf8("her password"))),
        ("bytes", SecretValue.FromBytes([0, 1, 254, 255])),
        ("int32", SecretValue.FromInt32(-7)),
        ("int64", SecretValue.FromInt64(1L << 40)),
        ("double", SecretValue.FromDouble(-1.5)),
        ("boolean", SecretValue.FromBoolean(true)),
        ("date-time", SecretValue.FromDateTime(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc))),
        ("table", SecretValue.FromTable([new("user", SecretValue.FromText("ann")), new("port", SecretValue.FromInt32(5432))])),
    ];

    /// <summary>A value as text that tells all of it.</summary>
    public static string Show(SecretValue value) => value.Kind switch
    {
        SecretKind.Text => $"Text {value.RevealText()}",
        SecretKind.SecureText => $"SecureText {value.RevealText()}",
        SecretKind.Credential => $"Credential {value.UserName} {value.RevealText()}",
        SecretKind.Table => $"Table {string.Join(", ", value.Entries.Select(entry => $"{entry.Key}: {Show(entry.Value)}"))}",
        _ => $"{value.Kind} {Convert.ToHexStringLower(value.Content.Span)}",
    };

    /// <summary>More than one chunk.</summary>
    public static byte[] LongText => [.. Enumerable.Range(0, 70_000).Select(i => (byte)(i * 7))];

    /// <summary>Those that new hashes are made with.</summary>
    public static PasswordHashAlgorithm[] HashAlgorithms => [PasswordHashAlgorithm.Argon2id, PasswordHashAlgorithm.Bcrypt, PasswordHashAlgorithm.Scrypt, PasswordHashAlgorithm.Pbkdf2Sha256, PasswordHashAlgorithm.Pbkdf2Sha512];

    public static AeadAlgorithm[] Ciphers => [Aes256Gcm.Instance, ChaCha20Poly1305Aead.Instance, Aes256CbcHmac.Instance];

    public static SignedRequest Request => new() { Method = "POST", Uri = new Uri("https://example.com/a?b=c"), Body = Utf8(Message) };

    /// <summary>A key of the size that an algorithm asks for.</summary>
    public static byte[] Stretch(byte[] key, int size) => [.. Enumerable.Range(0, size).Select(i => key[i % key.Length])];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Utf8Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
