using System.Text.Json;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <summary>
/// What a store knows of its roles and grants as a whole, in one sealed record that each change of them replaces: how
/// often they were changed, what the last changes were, and a digest of them all. So who has read them needs to read
/// only what changed since, and a record that was taken out or put back is noticed.
/// </summary>
internal sealed record PolicyState
{
    /// <summary>The collection of the one record.</summary>
    public const string Collection = "access-policy";

    /// <summary>The id of the one record.</summary>
    public const string Id = "policy";

    private const int LongestHistory = 64;

    /// <summary>The state of a store that never had a role.</summary>
    public static PolicyState Empty { get; } = new();

    /// <summary>Counts the changes.</summary>
    public long Generation { get; init; }

    /// <summary>The digest of the content of all role and grant records.</summary>
    public RecordDigest Digest { get; init; }

    /// <summary>How checks are told of.</summary>
    public PermissionCheckAudit CheckAudit { get; init; }

    /// <summary>All changes after this generation are in <see cref="Recent"/>.</summary>
    public long RecentSince { get; init; }

    /// <summary>The last changes, oldest first.</summary>
    public IReadOnlyList<PolicyEdit> Recent { get; init; } = [];

    /// <summary>The state after a change of these records.</summary>
    public PolicyState Next(RecordDigest digest, IEnumerable<(string Collection, string Id)> edits)
    {
        long generation = Generation + 1;
        List<PolicyEdit> recent = [.. Recent, .. edits.Select(edit => new PolicyEdit(generation, edit.Collection, edit.Id)).Take(LongestHistory + 1)];
        long since = RecentSince;
        while (recent.Count > LongestHistory)
        {
            // A generation goes as a whole, for a half of it would be taken for all of it.
            since = recent[0].Generation;
            recent.RemoveAll(edit => edit.Generation == since);
        }

        return this with { Generation = generation, Digest = digest, Recent = recent, RecentSince = since };
    }

    /// <summary>Reads the state within a view of the store.</summary>
    /// <exception cref="IntegrityException">It is not authentic.</exception>
    public static PolicyState Read(StoreView view) => view.Find(Collection, Id) is { } record ? Decode(view, record) : Empty;

    /// <summary>Writes the state.</summary>
    public void Write(StoreChange change)
    {
        byte[] digest = new byte[32];
        Digest.Write(digest);
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new Stored(Generation, digest, (int)CheckAudit, RecentSince, Recent));
        if (change.Find(Collection, Id) is { } present) change.Update(present, body);
        else change.Insert(new Record { Collection = Collection, Id = Id, CreatedAt = change.Now }, body);
    }

    private static PolicyState Decode(StoreView view, Record record)
    {
        using SecretBuffer body = view.Open(record);
        Stored stored = JsonSerializer.Deserialize<Stored>(body.Span)!;
        return new PolicyState
        {
            Generation = stored.Generation,
            Digest = RecordDigest.Read(stored.Digest),
            CheckAudit = (PermissionCheckAudit)stored.CheckAudit,
            RecentSince = stored.RecentSince,
            Recent = stored.Recent,
        };
    }

    private sealed record Stored(long Generation, byte[] Digest, int CheckAudit, long RecentSince, IReadOnlyList<PolicyEdit> Recent);
}
