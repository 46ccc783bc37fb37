using System.Text.Json.Nodes;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// How the other key pair of a rotation stands in the records: the one to come, or the one that was. The body is the private
/// key's file as it is or shall be on the disk; the state tells whether it is, and where.
/// </summary>
internal static class SshKeyVersionRecord
{
    public const string Collection = "ssh-key-version";

    private const string File = "file";
    private const string Digest = "fileDigest";
    private const string PublicKey = "publicKey";
    private const string Before = "before";

    /// <summary>The id of a key pair: the managed key's id, a dot, and the fingerprint.</summary>
    public static string IdOf(string keyId, string fingerprint) => $"{keyId}.{fingerprint}";

    /// <summary>What the ids of a managed key's pairs begin with.</summary>
    public static string PrefixOf(string keyId) => keyId + ".";

    /// <summary>The pair that a managed key's record tells of.</summary>
    public static string IdOf(Record key) => IdOf(key.Id, SshKeyRecord.FingerprintOf(key));

    /// <summary>The pair to come; it has no file yet.</summary>
    public static Record Successor(Record key, SshPublicKey publicKey, string digest, DateTimeOffset now) => new()
    {
        Collection = Collection,
        Id = IdOf(key.Id, publicKey.GetFingerprint()),
        State = SuccessorState.Issued,
        CreatedAt = now,
        Attributes = new JsonObject { [Digest] = digest, [PublicKey] = publicKey.ToOpenSsh() },
    };

    /// <summary>The pair that was in use until now, with what its record said.</summary>
    /// <param name="key">The managed key's record, before its key is replaced.</param>
    /// <param name="publicKey">The public key.</param>
    /// <param name="digest">The digest of the private key's file as it is.</param>
    /// <param name="file">The name of the backup file.</param>
    /// <param name="end">When it shall be gone; null when nobody has said yet.</param>
    /// <param name="now">The time.</param>
    public static Record Previous(Record key, SshPublicKey publicKey, string digest, string file, DateTimeOffset? end, DateTimeOffset now) => new()
    {
        Collection = Collection,
        Id = IdOf(key),
        State = SuccessorState.Previous,
        CreatedAt = now,
        ExpiresAt = end,
        Attributes = new JsonObject { [File] = file, [Digest] = digest, [PublicKey] = publicKey.ToOpenSsh(), [Before] = key.Attributes.DeepClone() },
    };

    /// <summary>The pair to come, with its files beside the present ones.</summary>
    public static Record AsStaged(Record version, string file)
    {
        JsonObject attributes = version.Attributes.DeepClone().AsObject();
        attributes[File] = file;
        return version with { State = SuccessorState.Staged, Attributes = attributes };
    }

    /// <summary>The managed key's record as it was before the pair was replaced.</summary>
    public static Record Returned(Record key, Record previous)
    {
        JsonObject attributes = previous.Attributes[Before]!.DeepClone().AsObject();
        return SshKeyRecord.WithFile(key with { Attributes = attributes }, DigestOf(previous));
    }

    /// <summary>The name of the private key's file, beside the managed key's; null when there is none.</summary>
    public static string? FileOf(Record version) => version.Attributes[File]?.GetValue<string>();

    public static string DigestOf(Record version) => version.Attributes[Digest]!.GetValue<string>();

    public static SshPublicKey PublicKeyOf(Record version) => SshPublicKey.Parse(version.Attributes[PublicKey]!.GetValue<string>());
}
