using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Ssh;

/// <summary>How managed SSH keys stand in the store's records. The body is the public key's line; the private key is in its file.</summary>
internal static class SshKeyRecord
{
    public const string Collection = "ssh-key";

    private const string PathAttribute = "path";
    private const string Digest = "fileDigest";
    private const string Fingerprint = "fingerprint";
    private const string RotatedAt = "rotatedAt";
    private const string RotationCount = "rotationCount";

    /// <summary>A new key; without a path its private key file is in the store's folder.</summary>
    public static Record Create(string name, string? path, SshPublicKey key, string digest, DateTimeOffset now) => new()
    {
        Collection = Collection,
        Id = Guid.NewGuid().ToString(),
        Name = name,
        CreatedAt = now,
        Attributes = new JsonObject { [PathAttribute] = path, [Digest] = digest, [Fingerprint] = key.GetFingerprint() },
    };

    /// <summary>The record after its file was written anew, with the same key.</summary>
    public static Record WithFile(Record record, string digest)
    {
        JsonObject attributes = record.Attributes.DeepClone().AsObject();
        attributes[Digest] = digest;
        return record with { Attributes = attributes };
    }

    /// <summary>The record after its key was replaced.</summary>
    public static Record Rotated(Record record, SshPublicKey key, string digest, DateTimeOffset now)
    {
        JsonObject attributes = record.Attributes.DeepClone().AsObject();
        attributes[Digest] = digest;
        attributes[Fingerprint] = key.GetFingerprint();
        attributes[RotatedAt] = now.ToUnixTimeMilliseconds();
        attributes[RotationCount] = Rotations(record) + 1L;
        return record with { Attributes = attributes };
    }

    /// <summary>The body: the public key's line.</summary>
    public static byte[] BodyOf(SshPublicKey key) => Encoding.UTF8.GetBytes(key.ToOpenSsh());

    /// <summary>The private key file.</summary>
    public static string PathOf(Record record, string folder) => Text(record, PathAttribute) ?? Path.Combine(folder, record.Name!);

    /// <summary>The digest of the private key file as it was written last.</summary>
    public static string DigestOf(Record record) => Text(record, Digest) ?? "";

    /// <summary>The key's SHA-256 fingerprint.</summary>
    public static string FingerprintOf(Record record) => Text(record, Fingerprint) ?? "";

    /// <summary>When the key was replaced last; null for one that never was.</summary>
    public static DateTimeOffset? RotatedAtOf(Record record) =>
        record.Attributes[RotatedAt]?.GetValue<long>() is long milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    /// <summary>What the file shows, with what the record knows of it.</summary>
    public static SshKeyInfo Complete(SshKeyInfo file, Record record, SshPublicKey known, SshKeyState state, DateTimeOffset now)
    {
        DateTimeOffset? rotated = RotatedAtOf(record);
        return file with
        {
            Id = record.Id,
            Name = record.Name!,
            KeyType = SshKeyTypes.Of(known),
            Algorithm = known.Algorithm,
            Bits = known.Bits,
            Fingerprint = known.GetFingerprint(),
            Comment = known.Comment,
            CreatedAt = record.CreatedAt,
            RotatedAt = rotated,
            RotationCount = (int)Rotations(record),
            Age = now - (rotated ?? record.CreatedAt),
            State = state,
        };
    }

    private static long Rotations(Record record) => record.Attributes[RotationCount]?.GetValue<long>() ?? 0;

    private static string? Text(Record record, string attribute) => record.Attributes[attribute]?.GetValue<string>();
}
