namespace EnterpriseSecurity.Storage;

/// <summary>
/// A record as a provider keeps it: clear columns to find and filter by, a sealed body, and a seal (HMAC) over all
/// of it. A provider never sees a key; only <see cref="RecordVault"/> makes and checks these.
/// </summary>
internal sealed record StoredRecord
{
    /// <summary>The kind of record, for example <c>secret</c>.</summary>
    public required string Collection { get; init; }

    /// <summary>Unique in the collection.</summary>
    public required string Id { get; init; }

    /// <summary>Counts the writes of this record, from 1; a write names the one it replaces.</summary>
    public required long Revision { get; init; }

    /// <summary>The name as the user wrote it, if the record has one.</summary>
    public string? Name { get; init; }

    /// <summary>The canonical name, unique in the collection; null when the record holds no claim on its name.</summary>
    public string? NameKey { get; init; }

    /// <summary>The record's state, in the words of its domain.</summary>
    public required string State { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long UpdatedAt { get; init; }

    /// <summary>Unix milliseconds, or null for never.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>A JSON object of strings, keys in ordinal order.</summary>
    public required string Tags { get; init; }

    /// <summary>A JSON object with what the domain stores in clear.</summary>
    public required string Attributes { get; init; }

    /// <summary>The version of the data key that wraps <see cref="WrappedKey"/>.</summary>
    public required long KeyVersion { get; init; }

    /// <summary>How the body is sealed.</summary>
    public required BodyCipher Cipher { get; init; }

    /// <summary>The record's own key, wrapped by the data key.</summary>
    public required byte[] WrappedKey { get; init; }

    /// <summary>The sealed body.</summary>
    public required byte[] Body { get; init; }

    /// <summary>HMAC-SHA-256 over every other column.</summary>
    public required byte[] Seal { get; init; }
}
