using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Reporting;

/// <summary>
/// Lets names into a report: as they are or, in a redacted one, as pseudonyms. A pseudonym is the kind of thing and 40
/// bits of HMAC-SHA-256 of the canonical name, under a key that only this store has: the same thing is the same
/// everywhere, and nobody without the key can try names against it.
/// </summary>
internal sealed class ReportNames : IDisposable
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int PseudonymLength = 8;

    private static readonly FrozenSet<string> KnownActions = typeof(AuditAction)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (string)field.GetRawConstantValue()!)
        .ToFrozenSet(StringComparer.Ordinal);

    private readonly SecretBuffer _key;
    private readonly bool _redact;

    public ReportNames(KeyRing keys, bool redact)
    {
        _key = SecretBuffer.CopyOf(keys.For(KeyPurpose.Pseudonym));
        _redact = redact;
    }

    /// <summary>The name of something.</summary>
    public ReportName Of(ReportNameKind kind, string name) => new(_redact ? Pseudonym(kind, name) : name, IsForeign: true);

    /// <summary>A permission or scope: each part is a name, and the wildcards stay.</summary>
    public ReportName Scope(string scope) => new(
        _redact ? string.Join(':', scope.Split(':').Select(part => part == "*" ? part : Pseudonym(ReportNameKind.Scope, part))) : scope,
        IsForeign: true);

    /// <summary>An audit action: this product's own are no secret, others are names.</summary>
    public ReportName Action(string action) => KnownActions.Contains(action) ? new(action, IsForeign: false) : Of(ReportNameKind.Action, action);

    /// <summary>A list as it is or, in a redacted report, in the order of the pseudonyms: that of the names would tell of them.</summary>
    public IReadOnlyList<T> InOrder<T>(IReadOnlyList<T> list, ReportNameKind kind, Func<T, string> name) =>
        _redact ? [.. list.OrderBy(one => Pseudonym(kind, name(one)), StringComparer.Ordinal)] : list;

    /// <summary>A word of this product's or of a standard's, such as an algorithm.</summary>
    public static ReportName Word(string word) => new(word, IsForeign: false);

    /// <summary>A number that is part of a name, such as a key's size: not in groups of digits.</summary>
    public static ReportName Number(int number) => new(number.ToString(CultureInfo.InvariantCulture), IsForeign: false);

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _key.Dispose();

    private string Pseudonym(ReportNameKind kind, string name)
    {
        string prefix = kind switch
        {
            ReportNameKind.SshKey => "ssh-key",
            ReportNameKind.SshCertificate => "ssh-cert",
            ReportNameKind.ApiKey => "api-key",
            ReportNameKind.ManagedKey => "managed-key",
            ReportNameKind.SigningKey => "signing-key",
            _ => kind.ToString().ToLowerInvariant(),
        };
        string canonical = CanonicalName.KeyOf(name) is { Length: > 0 } known ? known : name;
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key.Span, Encoding.UTF8.GetBytes($"{prefix}\n{canonical}"), hash);
        Span<char> text = stackalloc char[PseudonymLength];
        for (int i = 0; i < PseudonymLength; i++) text[i] = Alphabet[hash[i] % Alphabet.Length];
        return $"{prefix}-{text}";
    }
}
