using System.Globalization;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Secrets;

/// <summary>How secrets and their older versions stand in the store's records.</summary>
internal static class SecretRecord
{
    /// <summary>The collection of secrets; the body is the present value.</summary>
    public const string Collection = "secret";

    /// <summary>The collection of older versions; the id is the secret's id, a dot, and the version.</summary>
    public const string VersionCollection = "secret-version";

    /// <summary>The state of a secret that was removed and can be brought back.</summary>
    public const string Deleted = "deleted";

    private const string Version = "version";
    private const string LastVersion = "lastVersion";
    private const string Kind = "kind";
    private const string ValueSetAt = "valueSetAt";
    private const string RotationCount = "rotationCount";
    private const string DeletedAt = "deletedAt";
    private const string PurgeAt = "purgeAt";
    private const string Lifetime = "lifetimeSeconds";

    /// <summary>A new secret.</summary>
    public static Record Create(string name, SecretKind kind, SecretAlgorithm algorithm, DateTimeOffset now, DateTimeOffset? expiresAt, IReadOnlyDictionary<string, string>? tags) =>
        Sealed(
            new Record
            {
                Collection = Collection,
                Id = Guid.NewGuid().ToString(),
                Name = name,
                CreatedAt = now,
                ExpiresAt = expiresAt,
                Tags = tags ?? new Dictionary<string, string>(),
                Attributes = new JsonObject
                {
                    [Version] = 1L,
                    [Kind] = (long)kind,
                    [ValueSetAt] = now.ToUnixTimeMilliseconds(),
                    [RotationCount] = 0L,
                    // Of one that is over already it is not known.
                    [Lifetime] = expiresAt > now ? (long)(expiresAt.Value - now).TotalSeconds : null,
                },
            },
            algorithm);

    /// <summary>The secret with its next value; the lifetime begins anew unless another end is given.</summary>
    public static Record Next(Record present, int version, SecretKind kind, SecretAlgorithm algorithm, DateTimeOffset now, DateTimeOffset? expiresAt)
    {
        JsonObject attributes = present.Attributes.DeepClone().AsObject();
        if (expiresAt > now) attributes[Lifetime] = (long)(expiresAt.Value - now).TotalSeconds;
        else if (expiresAt is null && attributes[Lifetime]?.GetValue<long>() is long seconds) expiresAt = seconds < (DateTimeOffset.MaxValue - now).TotalSeconds ? now.AddSeconds(seconds) : DateTimeOffset.MaxValue;
        attributes[Version] = (long)version;
        attributes[Kind] = (long)kind;
        attributes[ValueSetAt] = now.ToUnixTimeMilliseconds();
        attributes[RotationCount] = Number(present, RotationCount) + 1;
        return Sealed(present with { ExpiresAt = expiresAt, Attributes = attributes }, algorithm);
    }

    /// <summary>The present value as an older version.</summary>
    public static Record Archive(Record present) => present with
    {
        Collection = VersionCollection,
        Id = VersionId(present.Id, VersionOf(present)),
        Revision = 0,
        Name = null,
        ExpiresAt = null,
        State = "active",
        Tags = new Dictionary<string, string>(),
        Attributes = new JsonObject { [Version] = (long)VersionOf(present), [Kind] = (long)KindOf(present), [ValueSetAt] = Number(present, ValueSetAt) },
        Stored = null,
    };

    /// <summary>The secret, after a version's number was given to a value that is not in use yet.</summary>
    public static Record WithLastVersion(Record present, int version)
    {
        JsonObject attributes = present.Attributes.DeepClone().AsObject();
        attributes[LastVersion] = (long)version;
        return present with { Attributes = attributes };
    }

    /// <summary>A value that is not in use yet, as a version.</summary>
    public static Record Successor(Record present, int version, SecretKind kind, DateTimeOffset now)
    {
        Record archive = Archive(present);
        return archive with
        {
            Id = VersionId(present.Id, version),
            State = SuccessorState.Issued,
            CreatedAt = now,
            Attributes = new JsonObject { [Version] = (long)version, [Kind] = (long)kind, [ValueSetAt] = now.ToUnixTimeMilliseconds() },
        };
    }

    /// <summary>The secret with an older value in use again, as if the present one had never been.</summary>
    public static Record Returned(Record present, Record older, DateTimeOffset? expiresAt)
    {
        JsonObject attributes = present.Attributes.DeepClone().AsObject();
        attributes[LastVersion] = Math.Max(VersionOf(present), Number(present, LastVersion));
        attributes[Version] = (long)VersionOf(older);
        attributes[Kind] = (long)KindOf(older);
        attributes[ValueSetAt] = Number(older, ValueSetAt);
        attributes[RotationCount] = Number(present, RotationCount) - 1;
        return Sealed(present with { ExpiresAt = expiresAt, Attributes = attributes }, AlgorithmOf(older));
    }

    /// <summary>True when the value of an older version is given out.</summary>
    public static bool IsReadable(Record version, DateTimeOffset now) =>
        version.State is "active" or SuccessorState.Staged && (version.ExpiresAt is not { } end || now < end);

    /// <summary>The secret with another end.</summary>
    public static Record WithExpiry(Record present, DateTimeOffset now, DateTimeOffset? expiresAt)
    {
        JsonObject attributes = present.Attributes.DeepClone().AsObject();
        attributes[Lifetime] = expiresAt is null ? null : (long)(expiresAt.Value - now).TotalSeconds;
        return present with { ExpiresAt = expiresAt, Attributes = attributes };
    }

    /// <summary>The secret as removed, its name given free.</summary>
    public static Record AsDeleted(Record present, DateTimeOffset now, DateTimeOffset purgeAt)
    {
        JsonObject attributes = present.Attributes.DeepClone().AsObject();
        attributes[DeletedAt] = now.ToUnixTimeMilliseconds();
        attributes[PurgeAt] = purgeAt.ToUnixTimeMilliseconds();
        return present with { State = Deleted, HoldsName = false, Attributes = attributes };
    }

    /// <summary>The secret brought back.</summary>
    public static Record AsActive(Record present)
    {
        JsonObject attributes = present.Attributes.DeepClone().AsObject();
        attributes.Remove(DeletedAt);
        attributes.Remove(PurgeAt);
        return present with { State = "active", HoldsName = true, Attributes = attributes };
    }

    /// <summary>The id of an older version's record.</summary>
    public static string VersionId(string id, int version) => string.Create(CultureInfo.InvariantCulture, $"{id}.{version:D9}");

    /// <summary>The version of the value in a record.</summary>
    public static int VersionOf(Record record) => (int)Number(record, Version);

    /// <summary>The number of a secret's next version.</summary>
    public static int NextVersionOf(Record present) => (int)Math.Max(VersionOf(present), Number(present, LastVersion)) + 1;

    /// <summary>When the value in a record was set.</summary>
    public static DateTimeOffset ValueTimeOf(Record record) => Time(record, ValueSetAt) ?? record.CreatedAt;

    /// <summary>The kind of the value in a record.</summary>
    public static SecretKind KindOf(Record record) => (SecretKind)Number(record, Kind);

    /// <summary>When a removed secret is due to be destroyed.</summary>
    public static DateTimeOffset? PurgeTime(Record record) => Time(record, PurgeAt);

    /// <summary>How a record is sealed.</summary>
    public static SecretAlgorithm AlgorithmOf(Record record) => (record.KeyKind, record.Cipher) switch
    {
        (DataKeyKind.Rsa2048, _) => SecretAlgorithm.Rsa2048,
        (DataKeyKind.Rsa4096, _) => SecretAlgorithm.Rsa4096,
        (_, BodyCipher.ChaCha20Poly1305) => SecretAlgorithm.ChaCha20Poly1305,
        (_, BodyCipher.Aes256CbcHmac) => SecretAlgorithm.Aes256CbcHmac,
        (_, BodyCipher.Fernet) => SecretAlgorithm.Fernet,
        _ => SecretAlgorithm.Aes256Gcm,
    };

    /// <summary>What others may see of a secret.</summary>
    public static SecretInfo ToInfo(Record record)
    {
        long rotations = Number(record, RotationCount);
        return new SecretInfo
        {
            Id = record.Id,
            Name = record.Name!,
            Version = VersionOf(record),
            Algorithm = AlgorithmOf(record),
            ValueKind = KindOf(record),
            CreatedAt = record.CreatedAt,
            ExpiresAt = record.ExpiresAt,
            RotatedAt = rotations == 0 ? null : Time(record, ValueSetAt),
            RotationCount = (int)rotations,
            Tags = record.Tags,
            DeletedAt = Time(record, DeletedAt),
            PurgeAt = Time(record, PurgeAt),
        };
    }

    /// <summary>What others may see of a version, in the present record or in an older one's.</summary>
    public static SecretVersionInfo ToVersionInfo(Record secret, Record version, DateTimeOffset now) =>
        new(secret.Id, secret.Name!, VersionOf(version), AlgorithmOf(version), KindOf(version), Time(version, ValueSetAt)!.Value, version.Collection == Collection)
        {
            State = version switch
            {
                { Collection: Collection } => SecretVersionState.Current,
                { State: SuccessorState.Issued } => SecretVersionState.Pending,
                { State: SuccessorState.Staged } => SecretVersionState.Staged,
                _ => IsReadable(version, now) ? SecretVersionState.Previous : SecretVersionState.Retired,
            },
            RetiresAt = version.Collection == Collection ? null : version.ExpiresAt,
        };

    private static Record Sealed(Record record, SecretAlgorithm algorithm) => record with
    {
        Cipher = algorithm switch
        {
            SecretAlgorithm.ChaCha20Poly1305 => BodyCipher.ChaCha20Poly1305,
            SecretAlgorithm.Aes256CbcHmac => BodyCipher.Aes256CbcHmac,
            SecretAlgorithm.Fernet => BodyCipher.Fernet,
            _ => BodyCipher.Aes256Gcm,
        },
        KeyKind = algorithm switch
        {
            SecretAlgorithm.Rsa2048 => DataKeyKind.Rsa2048,
            SecretAlgorithm.Rsa4096 => DataKeyKind.Rsa4096,
            _ => DataKeyKind.Symmetric,
        },
    };

    private static long Number(Record record, string attribute) => record.NumberOf(attribute) ?? 0;

    private static DateTimeOffset? Time(Record record, string attribute) =>
        record.NumberOf(attribute) is long milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
