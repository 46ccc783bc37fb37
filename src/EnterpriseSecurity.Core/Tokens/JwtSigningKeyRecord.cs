using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Tokens;

/// <summary>How signing keys stand in the store's records: one a version, by its key id. The body is the private key.</summary>
internal static class JwtSigningKeyRecord
{
    public const string Collection = "jwt-signing-key";

    private const string Active = "active";
    private const string Algorithm = "algorithm";
    private const string Version = "version";
    private const string PublicJwk = "publicJwk";

    /// <summary>A new version.</summary>
    public static Record Create(string name, JwtKey key, int version, DateTimeOffset now) => new()
    {
        Collection = Collection,
        Id = key.KeyId!,
        Name = name,
        CreatedAt = now,
        Attributes = new JsonObject
        {
            [Algorithm] = key.Algorithms[0].Name(),
            [Version] = (long)version,
            [PublicJwk] = key.KeyType == JwtKeyType.Symmetric ? null : key.ToPublicJwk(),
        },
    };

    /// <summary>A version that verifies until its end, if it has one yet, and no longer holds the name.</summary>
    public static Record AsPrevious(Record record, DateTimeOffset? end) => record with { HoldsName = false, State = SuccessorState.Previous, ExpiresAt = end };

    /// <summary>The version that signs, which nothing ends but the next one.</summary>
    public static Record AsCurrent(Record record) => record with { HoldsName = true, State = Active, ExpiresAt = null };

    public static bool IsCurrent(Record record) => record.State == Active;

    public static JwtAlgorithm AlgorithmOf(Record record) => JwtAlgorithms.Find(record.Attributes[Algorithm]?.GetValue<string>()) ?? throw SecurityErrors.RecordChanged(Collection, record.Id);

    /// <summary>The size of an RSA key; null for any other.</summary>
    public static int? RsaBitsOf(Record record)
    {
        JwtAlgorithm algorithm = AlgorithmOf(record);
        if (algorithm.KeyType() != JwtKeyType.Rsa || record.Attributes[PublicJwk]?.GetValue<string>() is not { } jwk) return null;
        using JwtKey key = JwtKey.FromJwk(Encoding.UTF8.GetBytes(jwk));
        return 8 * key.SignatureSize(algorithm);
    }

    public static int VersionOf(Record record) => (int)(record.Attributes[Version]?.GetValue<long>() ?? 0);

    /// <summary>The versions of one signing key.</summary>
    public static IEnumerable<Record> ListVersions(StoreView view, string name)
    {
        string key = CanonicalName.KeyOf(name);
        return view.List(Collection).Where(record => CanonicalName.KeyOf(record.Name!) == key);
    }

    /// <summary>The number of the next version; one that a rotation has taken and thrown away is not given again.</summary>
    public static int NextVersion(StoreView view, string name) => ListVersions(view, name).Max(VersionOf) + 1;

    /// <summary>True while tokens of the key are accepted.</summary>
    public static bool Verifies(Record record, DateTimeOffset now) => record.State != SuccessorState.Issued && (record.ExpiresAt is not { } end || now < end);

    /// <summary>The key to verify with; the private part is opened for a shared secret only.</summary>
    public static JwtKey ForVerifying(StoreView view, Record record) =>
        record.Attributes[PublicJwk]?.GetValue<string>() is { } jwk ? JwtKey.FromJwk(Encoding.UTF8.GetBytes(jwk)) : ForSigning(view, record);

    /// <summary>The key to sign with.</summary>
    public static JwtKey ForSigning(StoreView view, Record record)
    {
        JwtAlgorithm algorithm = AlgorithmOf(record);
        using SecretBuffer body = view.Open(record);
        return JwtKeyFile.FromStored(algorithm, body.Span).With(record.Id, algorithm);
    }

    public static JwtSigningKeyInfo ToInfo(Record record, DateTimeOffset now) => new()
    {
        Name = record.Name!,
        KeyId = record.Id,
        Algorithm = AlgorithmOf(record),
        Version = VersionOf(record),
        State = StateOf(record, now),
        CreatedAt = record.CreatedAt,
        ExpiresAt = record.ExpiresAt,
        PublicJwk = record.Attributes[PublicJwk]?.GetValue<string>(),
    };

    private static JwtSigningKeyState StateOf(Record record, DateTimeOffset now) => record.State switch
    {
        Active => JwtSigningKeyState.Current,
        SuccessorState.Issued => JwtSigningKeyState.Pending,
        SuccessorState.Staged => JwtSigningKeyState.Staged,
        _ => Verifies(record, now) ? JwtSigningKeyState.Previous : JwtSigningKeyState.Retired,
    };
}
