using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Tokens;

/// <content>Signing keys.</content>
public sealed partial class TokenManager
{
    /// <summary>For how long the old version verifies after a rotation, unless another time is given.</summary>
    public static readonly TimeSpan DefaultOverlap = TimeSpan.FromDays(1);

    internal const int DefaultRsaBits = 3072;

    private const string KindOfName = "signing key";
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(3660);

    /// <summary>Makes a signing key, which never leaves the store.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="algorithm">The only algorithm that it is used with.</param>
    /// <param name="rsaBits">The size of an RSA key.</param>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    /// <exception cref="InvalidInputException">The name cannot be used.</exception>
    public JwtSigningKeyInfo CreateSigningKey(string name, JwtAlgorithm algorithm = JwtAlgorithm.ES256, int rsaBits = DefaultRsaBits)
    {
        using JwtKey key = Generate(algorithm, rsaBits);
        AuditNote note = new(AuditAction.JwtSigningKeyCreated, AuditText.Clip(name ?? "")) { Metadata = { ["algorithm"] = algorithm.Name(), ["kid"] = key.KeyId! } };
        return _store.Write(note, change =>
        {
            CanonicalName.Check(KindOfName, name!);
            if (change.FindByName(JwtSigningKeyRecord.Collection, name!) is not null) throw SecurityErrors.JwtSigningKeyExists(name!);
            return Insert(change, name!, key, version: 1);
        });
    }

    /// <summary>Makes a new version of a signing key, which signs from now on; the old one verifies for a while.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="overlap">For how long the old version verifies; none takes its tokens away at once, as after a leak.</param>
    /// <param name="algorithm">Another algorithm; the same when null.</param>
    /// <param name="rsaBits">The size of an RSA key; the same when null.</param>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidInputException">The overlap is out of range.</exception>
    public JwtSigningKeyInfo RotateSigningKey(string name, TimeSpan? overlap = null, JwtAlgorithm? algorithm = null, int? rsaBits = null)
    {
        AuditNote note = new(AuditAction.JwtSigningKeyRotated, AuditText.Clip(name ?? ""));
        TimeSpan kept = overlap ?? DefaultOverlap;
        (JwtAlgorithm wanted, int bits) = _store.Attempt(note, () =>
        {
            if (kept < TimeSpan.Zero || kept > LongestOverlap) throw SecurityErrors.JwtOverlapInvalid(kept);
            Record present = _store.Peek(view => FindCurrent(view, name!));
            return (algorithm ?? JwtSigningKeyRecord.AlgorithmOf(present), rsaBits ?? JwtSigningKeyRecord.RsaBitsOf(present) ?? DefaultRsaBits);
        });
        using JwtKey key = Generate(wanted, bits);
        return _store.Write(note, change =>
        {
            Record old = FindCurrent(change, name!);
            note.Metadata["previous"] = old.Id;
            note.Metadata["kid"] = key.KeyId!;
            DateTimeOffset end = Now + kept;
            change.Update(JwtSigningKeyRecord.AsPrevious(old, end));
            EndEarlier(change, old, end);
            return Insert(change, old.Name!, key, JwtSigningKeyRecord.NextVersion(change, old.Name!));
        });
    }

    /// <summary>The versions of the signing keys whose names match, by name and with the newest first.</summary>
    /// <param name="name">A name; wildcards allowed.</param>
    /// <exception cref="NotFoundException">It has no wildcards, and there is no such key.</exception>
    public IReadOnlyList<JwtSigningKeyInfo> ListSigningKeys(string name = "*")
    {
        ArgumentNullException.ThrowIfNull(name);
        AuditNote note = new(AuditAction.JwtSigningKeyListed, AuditText.Clip(name));
        DateTimeOffset now = Now;
        return _store.Read(note, view =>
        {
            if (name.AsSpan().IndexOfAny('*', '?') < 0) FindCurrent(view, name);
            return (IReadOnlyList<JwtSigningKeyInfo>)
            [
                .. view.List(JwtSigningKeyRecord.Collection)
                    .Where(record => NamePattern.Matches(name, record.Name!))
                    .Select(record => JwtSigningKeyRecord.ToInfo(record, now))
                    .OrderBy(info => info.Name, StringComparer.OrdinalIgnoreCase).ThenByDescending(info => info.Version),
            ];
        });
    }

    /// <summary>The public keys that verify this store's tokens, as a JSON Web Key Set to publish.</summary>
    /// <param name="names">Which signing keys; when null all but the shared secrets.</param>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidInputException">One of the named keys is a shared secret.</exception>
    public string ExportKeySet(IReadOnlyList<string>? names = null)
    {
        AuditNote note = new(AuditAction.JwtKeySetExported, names is null ? "*" : AuditText.Clip(string.Join(", ", names)));
        return _store.Read(note, view =>
        {
            foreach (string name in names ?? [])
            {
                if (JwtSigningKeyRecord.AlgorithmOf(FindCurrent(view, name)).KeyType() == JwtKeyType.Symmetric) throw SecurityErrors.JwtKeyNotPublic();
            }

            HashSet<string>? wanted = names?.Select(CanonicalName.KeyOf).ToHashSet();
            DateTimeOffset now = Now;
            using JwtKeySet set = new(view.List(JwtSigningKeyRecord.Collection)
                .Where(record => JwtSigningKeyRecord.Verifies(record, now) && JwtSigningKeyRecord.AlgorithmOf(record).KeyType() != JwtKeyType.Symmetric)
                .Where(record => wanted is null || wanted.Contains(CanonicalName.KeyOf(record.Name!)))
                .OrderBy(record => record.Name, StringComparer.OrdinalIgnoreCase).ThenByDescending(JwtSigningKeyRecord.VersionOf)
                .Select(record => JwtSigningKeyRecord.ForVerifying(view, record)));
            return set.ToJson();
        });
    }

    // A shared secret has no thumbprint to publish, so its id is random.
    internal static JwtKey Generate(JwtAlgorithm algorithm, int rsaBits)
    {
        bool isWrongSize = algorithm.KeyType() == JwtKeyType.Rsa && rsaBits is not (2048 or 3072 or 4096);
        if (isWrongSize) throw SecurityErrors.JwtRsaSizeInvalid(rsaBits, JwtKey.SmallestRsaKey, 4096);
        JwtKey key = JwtKey.Generate(algorithm, rsaBits);
        return key.KeyId is null ? key.With(JwtPayload.NewId(), null) : key;
    }

    private static JwtSigningKeyInfo InsertRecord(StoreChange change, Record record, JwtKey key, DateTimeOffset now)
    {
        using SecretBuffer body = key.ExportPrivate();
        return JwtSigningKeyRecord.ToInfo(change.Insert(record, body.Span), now);
    }

    // A rotation without overlap is for a leak: no older version outlives the one that is replaced.
    internal static void EndEarlier(StoreChange change, Record old, DateTimeOffset end)
    {
        int version = JwtSigningKeyRecord.VersionOf(old);
        List<Record> earlier = [.. JwtSigningKeyRecord.ListVersions(change, old.Name!).Where(record => JwtSigningKeyRecord.VersionOf(record) < version && record.ExpiresAt > end)];
        foreach (Record record in earlier) change.Update(record with { ExpiresAt = end });
    }

    private JwtSigningKeyInfo Insert(StoreChange change, string name, JwtKey key, int version) =>
        InsertRecord(change, JwtSigningKeyRecord.Create(name, key, version, Now), key, Now);
}
