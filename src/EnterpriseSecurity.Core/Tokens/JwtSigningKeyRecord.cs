using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Tokens;

/// <summary>How signing keys stand in the store's records: one a version, by its key id. The body is the private key.</summary>
internal static class JwtSigningKeyRecord
{
    public const string Collection = "jwt-signing-key";

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

    /// <summary>A version that verifies until its end, and no longer holds the name.</summary>
    public static Record AsPrevious(Record record, DateTimeOffset end) => record with { HoldsName = false, State = "previous", ExpiresAt = end };

    public static JwtAlgorithm AlgorithmOf(Record record) => JwtAlgorithms.Find(record.Attributes[Algorithm]?.GetValue<string>()) ?? throw SecurityErrors.RecordChanged(Collection, record.Id);

    public static int VersionOf(Record record) => (int)(record.Attributes[Version]?.GetValue<long>() ?? 0);

    /// <summary>True while tokens of the key are accepted.</summary>
    public static bool Verifies(Record record, DateTimeOffset now) => record.ExpiresAt is not { } end || now < end;

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
        State = record.ExpiresAt is null ? JwtSigningKeyState.Current : Verifies(record, now) ? JwtSigningKeyState.Previous : JwtSigningKeyState.Retired,
        CreatedAt = record.CreatedAt,
        ExpiresAt = record.ExpiresAt,
        PublicJwk = record.Attributes[PublicJwk]?.GetValue<string>(),
    };
}
