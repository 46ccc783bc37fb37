using System.Text.Json.Nodes;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ManagedKeys;

/// <summary>How a version of a managed key stands in the store's records; the body is its material.</summary>
internal static class ManagedKeyRecord
{
    public const string Collection = "managed-key";

    private const string Version = "version";
    private const string Type = "type";
    private const string Size = "size";
    private const string Scope = "scope";
    private const string PublicKey = "publicKey";
    private const string UsageCount = "usageCount";
    private const string LastUsedAt = "lastUsedAt";
    private const string RevokedAt = "revokedAt";
    private const string Reason = "revocationReason";

    public static Record Create(string name, ManagedKeyType type, int size, ManagedKeyOptions options, DateTimeOffset now, int version, SshPublicKey? publicKey) => new()
    {
        Collection = Collection,
        Id = Guid.NewGuid().ToString(),
        Name = name,
        State = Write(options.Pending ? ManagedKeyState.Pending : ManagedKeyState.Active),
        CreatedAt = now,
        ExpiresAt = options.ExpiresIn is { } time ? Duration.After(now, time) : null,
        Tags = options.Tags ?? new Dictionary<string, string>(),
        Attributes = new JsonObject
        {
            [Version] = (long)version,
            [Type] = (long)type,
            [Size] = (long)size,
            [Scope] = (long)options.Scope,
            [PublicKey] = publicKey is null ? null : Convert.ToBase64String(publicKey.Blob),
            [UsageCount] = 0L,
        },
    };

    /// <summary>The key in another state.</summary>
    /// <exception cref="InvalidStateException">There is no such move.</exception>
    public static Record Move(Record record, ManagedKeyState to)
    {
        ManagedKeyLifecycle.Check(record.Name!, StateOf(record), to);
        return record with { State = Write(to), HoldsName = to == ManagedKeyState.Active || (to == ManagedKeyState.Revoked && record.HoldsName) };
    }

    public static Record AsRevoked(Record record, DateTimeOffset now, string? reason)
    {
        Record revoked = Move(record, ManagedKeyState.Revoked);
        JsonObject attributes = record.Attributes.DeepClone().AsObject();
        attributes[RevokedAt] = now.ToUnixTimeMilliseconds();
        attributes[Reason] = reason;
        return revoked with { Attributes = attributes };
    }

    public static Record AsUsed(Record record, DateTimeOffset now)
    {
        JsonObject attributes = record.Attributes.DeepClone().AsObject();
        attributes[UsageCount] = Number(record, UsageCount) + 1;
        attributes[LastUsedAt] = now.ToUnixTimeMilliseconds();
        return record with { Attributes = attributes };
    }

    public static ManagedKeyState StateOf(Record record) => Enum.Parse<ManagedKeyState>(record.State, ignoreCase: true);

    public static ManagedKeyType TypeOf(Record record) => (ManagedKeyType)Number(record, Type);

    public static SshPublicKey? PublicKeyOf(Record record) =>
        record.Attributes[PublicKey]?.GetValue<string>() is { } text ? SshPublicKey.FromBlob(Convert.FromBase64String(text)) : null;

    public static ManagedKeyInfo ToInfo(Record record) => new()
    {
        Id = record.Id,
        Name = record.Name!,
        Version = (int)Number(record, Version),
        Type = TypeOf(record),
        Size = (int)Number(record, Size),
        Scope = (ManagedKeyScope)Number(record, Scope),
        State = StateOf(record),
        CreatedAt = record.CreatedAt,
        ExpiresAt = record.ExpiresAt,
        RevokedAt = Time(record, RevokedAt),
        RevocationReason = record.Attributes[Reason]?.GetValue<string>(),
        UsageCount = Number(record, UsageCount),
        LastUsedAt = Time(record, LastUsedAt),
        Fingerprint = PublicKeyOf(record)?.GetFingerprint(),
        Tags = record.Tags,
    };

    private static string Write(ManagedKeyState state) => state.ToString().ToLowerInvariant();

    private static long Number(Record record, string attribute) => record.Attributes[attribute]?.GetValue<long>() ?? 0;

    private static DateTimeOffset? Time(Record record, string attribute) =>
        record.Attributes[attribute]?.GetValue<long>() is long milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
