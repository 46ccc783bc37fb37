using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Passwords;

/// <content>The history of each user's passwords.</content>
public sealed partial class PasswordManager
{
    private const string KindOfUser = "user";
    private const int MostAttempts = 20;
    private const int MostCompared = 100;

    // Its entries in the audit trail are those of the operations here.
    private static readonly PasswordHasher Hasher = new();

    // Nobody's password: what an unknown user's is compared with, so that the time does not tell who is known.
    private static readonly Lazy<string> NobodysHash = new(() =>
    {
        using SecretBuffer nobodys = SecretBuffer.Random(32);
        return Hasher.Hash(nobodys.Span);
    });

    /// <summary>The users who have a history, in the order of their ids.</summary>
    public IReadOnlyList<string> ListUsers() => _store.Read(new AuditNote(AuditAction.PasswordHistoryRead, "*"), view => (IReadOnlyList<string>)
    [
        .. view.List(PasswordHistory.Collection).Select(record => record.Name!).Order(StringComparer.OrdinalIgnoreCase),
    ]);

    /// <summary>What is known of a user's passwords.</summary>
    /// <exception cref="NotFoundException">There is no history of this user.</exception>
    public PasswordHistoryInfo GetHistory(string userId) => _store.Read(new AuditNote(AuditAction.PasswordHistoryRead, userId ?? ""), view =>
    {
        Snapshot snapshot = Load(view, userId!);
        return snapshot.Record is null ? throw SecurityErrors.PasswordHistoryNotFound(userId!) : Info(snapshot.Record.Name!, snapshot.History, snapshot.Policy);
    });

    /// <summary>The age and the kind of hash of every user's password, with one entry in the audit trail.</summary>
    internal IReadOnlyList<PasswordState> ListStates() => _store.Read(new AuditNote(AuditAction.PasswordHistoryRead, "*"), view =>
    {
        PasswordPolicy policy = ReadPolicy(view);
        return (IReadOnlyList<PasswordState>)[.. view.List(PasswordHistory.Collection).Select(record => StateOf(record.Name!, PasswordHistory.Read(view, record), policy)).OfType<PasswordState>()];
    });

    /// <summary>True when a password is none of a user's last ones. See <see cref="CheckHistory"/>.</summary>
    public bool IsNew(string userId, ReadOnlySpan<byte> utf8Password, int count = 5) => CheckHistory(userId, utf8Password, count).IsNew;

    /// <summary>
    /// Compares a password with a user's last ones. It takes as long for a user who is not known, or has had fewer, as
    /// for one whose password is new.
    /// </summary>
    /// <param name="userId">The user; case does not matter.</param>
    /// <param name="utf8Password">The password.</param>
    /// <param name="count">With how many of the last passwords, 1 to 100.</param>
    /// <exception cref="InvalidInputException">The id cannot be one.</exception>
    public PasswordHistoryCheck CheckHistory(string userId, ReadOnlySpan<byte> utf8Password, int count = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostCompared);
        using SecretBuffer password = SecretBuffer.CopyOf(utf8Password);
        string resource = userId ?? "";
        PasswordHistoryCheck check = _store.Attempt(new AuditNote(AuditAction.PasswordHistoryChecked, resource), () =>
        {
            CanonicalName.Check(KindOfUser, userId!);
            Snapshot snapshot = _store.Peek(view => Load(view, userId!));
            IEnumerable<string> hashes = snapshot.History.Entries.Select(entry => entry.Hash).Concat(Enumerable.Repeat(NobodysHash.Value, count)).Take(count);
            bool isNew = !hashes.Any(hash => Hasher.Verify(password.Span, hash).IsValid);
            DateTimeOffset? end = EndOf(snapshot.History, snapshot.Policy);
            return new PasswordHistoryCheck
            {
                UserId = userId!,
                IsNew = isNew,
                HistorySize = count,
                LastChangedAt = snapshot.History.LastChangedAt,
                ExpiresAt = end,
                IsExpired = end <= Now,
            };
        });
        _store.Append(new AuditNote(AuditAction.PasswordHistoryChecked, resource) { Result = check.IsNew ? AuditResult.Success : AuditResult.Denied }, durable: false);
        return check;
    }

    /// <summary>Adds a user's new password to the history, as a hash, unless it is one of the last ones.</summary>
    /// <param name="userId">The user; case does not matter.</param>
    /// <param name="utf8Password">The password.</param>
    /// <param name="options">How it is hashed; Argon2id at today's cost when null.</param>
    /// <param name="expectedVersion">The version that the history must have, 0 for none yet; any when null.</param>
    /// <exception cref="AccessRefusedException">The password was used before, or the present one is too new.</exception>
    /// <exception cref="InvalidInputException">The id cannot be one.</exception>
    /// <exception cref="InvalidStateException">The history has another version.</exception>
    public PasswordHistoryInfo Add(string userId, ReadOnlySpan<byte> utf8Password, PasswordHashOptions? options = null, long? expectedVersion = null)
    {
        using SecretBuffer password = SecretBuffer.CopyOf(utf8Password);
        return Add(userId, expectedVersion, () => Hasher.Hash(password.Span, options), hash => Hasher.Verify(password.Span, hash).IsValid);
    }

    /// <summary>Adds the hash of a user's new password to the history. Only the very same hash is known for a reuse.</summary>
    /// <param name="userId">The user; case does not matter.</param>
    /// <param name="hash">The hash, in any format that <see cref="PasswordHasher"/> verifies.</param>
    /// <param name="expectedVersion">The version that the history must have, 0 for none yet; any when null.</param>
    /// <exception cref="AccessRefusedException">The hash is in the history, or the present password is too new.</exception>
    /// <exception cref="MalformedDataException">The hash does not follow its format.</exception>
    /// <exception cref="UnsupportedException">The hash's format is not known, or its cost is too high.</exception>
    /// <exception cref="InvalidInputException">The id cannot be one.</exception>
    /// <exception cref="InvalidStateException">The history has another version.</exception>
    public PasswordHistoryInfo AddHash(string userId, string hash, long? expectedVersion = null)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return Add(
            userId,
            expectedVersion,
            () =>
            {
                Hasher.Inspect(hash);
                return hash;
            },
            hash.Equals);
    }

    /// <summary>
    /// The comparisons take a second and more, and a transaction would keep all other writers waiting for them. So they
    /// are made with a snapshot, and the transaction begins by looking whether the history is still the same one; when
    /// it is not, what came to it meanwhile is compared too, and so on.
    /// </summary>
    private PasswordHistoryInfo Add(string userId, long? expectedVersion, Func<string> makeHash, Func<string, bool> isSame)
    {
        AuditNote note = new(AuditAction.PasswordHistoryAdded, userId ?? "");
        HashSet<string> compared = [];
        string? made = null;
        for (int attempt = 1; ; attempt++)
        {
            Snapshot seen = _store.Attempt(note, () =>
            {
                CanonicalName.Check(KindOfUser, userId!);
                Snapshot snapshot = _store.Peek(view => Load(view, userId!));
                CheckAddition(userId!, snapshot, expectedVersion, hash => compared.Add(hash) && isSame(hash));
                made ??= makeHash();
                return snapshot;
            });
            try
            {
                return _store.Write(note, change => Append(change, userId!, made!, seen));
            }
            catch (UnavailableException error) when (error.ErrorId == nameof(SecurityErrors.PasswordHistoryContended) && attempt < MostAttempts)
            {
                // Another process was first.
            }
        }
    }

    private void CheckAddition(string userId, Snapshot snapshot, long? expectedVersion, Func<string, bool> isSame)
    {
        PasswordHistory history = snapshot.History;
        if (expectedVersion is { } expected && expected != history.Version) throw SecurityErrors.PasswordHistoryVersionDiffers(userId, expected, history.Version);
        if (ChangeableFrom(history, snapshot.Policy) is { } from && from > Now) throw SecurityErrors.PasswordChangedTooSoon(userId, from);
        int count = snapshot.Policy.HistoryCount;
        if (history.Entries.Take(count).Any(entry => isSame(entry.Hash))) throw SecurityErrors.PasswordReused(userId, count);
    }

    private PasswordHistoryInfo Append(StoreChange change, string userId, string hash, Snapshot seen)
    {
        Snapshot present = Load(change, userId);
        if (present.Record?.Revision != seen.Record?.Revision) throw SecurityErrors.PasswordHistoryContended(userId);
        PasswordHistory history = present.History.Add(hash, Now, present.Policy.HistoryCount);
        using SecretBuffer body = history.Write();
        Record record = present.Record is null
            ? change.Insert(new Record { Collection = PasswordHistory.Collection, Id = Guid.NewGuid().ToString(), Name = userId, CreatedAt = Now }, body.Span)
            : change.Update(present.Record, body.Span);
        change.Note.Metadata["version"] = history.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Info(record.Name!, history, present.Policy);
    }

    private IEnumerable<PasswordPolicyViolation> ValidateHistory(SecretBuffer password, string userId, PasswordPolicy policy)
    {
        PasswordHistory history = _store.Peek(view => Load(view, userId)).History;
        if (history.Entries.Take(policy.HistoryCount).Any(entry => Hasher.Verify(password.Span, entry.Hash).IsValid))
            yield return new PasswordPolicyViolation(PasswordRule.History, $"The password must be none of the user's last {policy.HistoryCount}.");
        if (ChangeableFrom(history, policy) is { } from && from > Now)
            yield return new PasswordPolicyViolation(PasswordRule.MinimumAge, $"The user's present password is too new to be changed before {from:u}.");
    }

    private static Snapshot Load(StoreView view, string userId)
    {
        CanonicalName.Check(KindOfUser, userId);
        Record? record = view.FindByName(PasswordHistory.Collection, userId);
        return new Snapshot(record, record is null ? PasswordHistory.None : PasswordHistory.Read(view, record), ReadPolicy(view));
    }

    private static DateTimeOffset? ChangeableFrom(PasswordHistory history, PasswordPolicy policy) => history.LastChangedAt + policy.MinimumAge;

    private static DateTimeOffset? EndOf(PasswordHistory history, PasswordPolicy policy) => history.LastChangedAt + policy.MaximumAge;

    private PasswordState? StateOf(string userId, PasswordHistory history, PasswordPolicy policy)
    {
        if (history.LastChangedAt is not { } changed) return null;
        PasswordHashInfo? hash = null;
        try
        {
            hash = Hasher.Inspect(history.Entries[0].Hash);
        }
        catch (SecurityException)
        {
            // A hash of a newer version of this library; what is known of the password besides is still worth telling.
        }

        return new PasswordState(userId, changed, EndOf(history, policy) <= Now, hash);
    }

    private PasswordHistoryInfo Info(string userId, PasswordHistory history, PasswordPolicy policy)
    {
        DateTimeOffset? end = EndOf(history, policy);
        return new PasswordHistoryInfo
        {
            UserId = userId,
            Count = history.Entries.Count,
            Version = history.Version,
            LastChangedAt = history.LastChangedAt!.Value,
            ExpiresAt = end,
            IsExpired = end <= Now,
        };
    }

    private sealed record Snapshot(Record? Record, PasswordHistory History, PasswordPolicy Policy);
}
