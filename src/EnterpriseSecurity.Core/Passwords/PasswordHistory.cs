using System.Text.Json;
using System.Text.Json.Serialization;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Passwords;

/// <summary>The hashes of a user's passwords, as the body of the record holds them.</summary>
/// <param name="Version">How many were ever added.</param>
/// <param name="Entries">The last of them, the newest first.</param>
internal sealed record PasswordHistory(long Version, IReadOnlyList<PasswordHistory.Entry> Entries)
{
    /// <summary>The collection of these records; the name is the user's id.</summary>
    public const string Collection = "password-history";

    /// <summary>What a user has of whom nothing is known.</summary>
    public static PasswordHistory None { get; } = new(0, []);

    /// <summary>When the password was changed last.</summary>
    [JsonIgnore]
    public DateTimeOffset? LastChangedAt => Entries.Count == 0 ? null : Entries[0].AddedAt;

    /// <summary>The history with one hash more, and no more than the last <paramref name="kept"/>.</summary>
    public PasswordHistory Add(string hash, DateTimeOffset now, int kept) =>
        new(Version + 1, [.. Entries.Prepend(new Entry(hash, now)).Take(Math.Max(kept, 1))]);

    /// <summary>The record's body.</summary>
    public SecretBuffer Write()
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(this);
        return SecretBuffer.CopyOf(body);
    }

    /// <summary>Reads a record's body.</summary>
    public static PasswordHistory Read(StoreView view, Record record)
    {
        using SecretBuffer body = view.Open(record);
        try
        {
            PasswordHistory? history = JsonSerializer.Deserialize<PasswordHistory>(body.Span);
            return history is { Entries: not null } && history.Entries.All(entry => entry is { Hash: not null }) ? history : throw SecurityErrors.PasswordRecordMalformed(Collection);
        }
        catch (JsonException)
        {
            throw SecurityErrors.PasswordRecordMalformed(Collection);
        }
    }

    /// <summary>One password.</summary>
    /// <param name="Hash">Its hash.</param>
    /// <param name="AddedAt">When it became the user's.</param>
    internal sealed record Entry(string Hash, DateTimeOffset AddedAt);
}
