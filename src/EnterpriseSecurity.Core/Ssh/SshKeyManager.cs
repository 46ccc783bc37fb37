using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// SSH keys that a store manages: the files are in OpenSSH's own format, so that ssh reads them where they are; the
/// store knows their names, their fingerprints and their history. Every call, the refused ones too, leaves an entry
/// in the audit trail.
/// </summary>
public sealed partial class SshKeyManager
{
    private const string KindOfName = "key";

    private readonly SecurityStore _store;
    private readonly string _folder;

    internal SshKeyManager(SecurityStore store)
    {
        _store = store;
        _folder = Path.Combine(store.Path, "ssh");
        Files = new SshKeyFiles(store);
    }

    /// <summary>Key files that the store does not manage, with an entry in its audit trail for each use.</summary>
    public SshKeyFiles Files { get; }

    internal DateTimeOffset Now => _store.Now;

    /// <summary>Makes a key pair.</summary>
    /// <param name="name">Its name, which is also its file's unless a path is given.</param>
    /// <param name="options">How; Ed25519 without a passphrase when null.</param>
    /// <exception cref="AlreadyExistsException">The name or the path is taken.</exception>
    /// <exception cref="InvalidInputException">The name cannot be a file's name, or the comment is not one short line.</exception>
    public SshKeyInfo Create(string name, SshKeyOptions? options = null)
    {
        options ??= new SshKeyOptions();
        AuditNote note = new(AuditAction.SshKeyGenerated, name ?? "");
        using SshKeyDraft draft = _store.Attempt(note, () =>
        {
            CanonicalName.CheckFileName(KindOfName, name!);
            _store.Peek(view => Free(view, name!));
            return SshKeyDraft.Generate(options);
        });
        return Add(note, name!, options.Path, draft);
    }

    /// <summary>Brings a private key into the store, in OpenSSH's format whatever it came in.</summary>
    /// <param name="name">Its name here.</param>
    /// <param name="content">The private key file's bytes, in any format that is read.</param>
    /// <param name="passphrase">Its passphrase; null for none. The key keeps it, unless another is given.</param>
    /// <param name="options">Another passphrase, comment or path; its kind of key is not looked at.</param>
    /// <param name="path">The file that it was read from: where it has no comment, that of its public key beside it is taken. Null for none.</param>
    /// <exception cref="AlreadyExistsException">The name or the path is taken.</exception>
    /// <exception cref="InvalidInputException">The other passphrase is empty, or it is a public key.</exception>
    /// <exception cref="MalformedDataException">It is no private key.</exception>
    public SshKeyInfo Import(string name, ReadOnlyMemory<byte> content, SecretBuffer? passphrase = null, SshKeyOptions? options = null, string? path = null)
    {
        options ??= new SshKeyOptions();
        AuditNote note = new(AuditAction.SshKeyImported, name ?? "");
        using SshKeyDraft draft = _store.Attempt(note, () =>
        {
            CanonicalName.CheckFileName(KindOfName, name!);
            _store.Peek(view => Free(view, name!));
            if (options.Passphrase is { Length: 0 }) throw SecurityErrors.SshPassphraseEmpty();
            if (SshKeyChecker.Check(content.Span, default, null) is { IsPrivate: false, IsValid: true }) throw SecurityErrors.SshPrivateKeyNeeded(name!);
            ReadOnlySpan<byte> present = passphrase is null ? default : passphrase.Span;
            using SshPrivateKey key = path is null ? SshPrivateKeyFile.Read(content.Span, present) : SshKeyDraft.Read(content.Span, new SshKeyPairFiles(path), present);
            using SshPrivateKey named = key.WithComment(options.Comment ?? key.Comment);
            bool encrypted = SshPrivateKeyFile.Inspect(content.Span).IsEncrypted;
            return SshKeyDraft.Of(named, SshPrivateKeyFormat.OpenSsh, options.Passphrase ?? (encrypted ? passphrase : null), options.BcryptRounds);
        });
        return Add(note, name!, options.Path, draft);
    }

    /// <summary>What is known of a key.</summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public SshKeyInfo Get(string name)
    {
        AuditNote note = new(AuditAction.SshKeyListed, name ?? "");
        return Describe(_store.Read(note, view => Find(view, name!)));
    }

    /// <summary>The keys whose names match, in the order of their names.</summary>
    /// <param name="pattern">A name; <c>*</c> and <c>?</c> stand for any characters and for one.</param>
    public IReadOnlyList<SshKeyInfo> List(string pattern = "*")
    {
        List<Entry> found = _store.Read(new AuditNote(AuditAction.SshKeyListed, pattern), view => view.List(SshKeyRecord.Collection)
            .Where(record => NamePattern.Matches(pattern, record.Name!))
            .OrderBy(record => record.Name, StringComparer.OrdinalIgnoreCase)
            .Select(record => Entry.Of(view, record))
            .ToList());
        return [.. found.Select(Describe)];
    }

    /// <summary>The certificates that lie beside the keys, where ssh looks for them; one that cannot be read is left out.</summary>
    internal IEnumerable<(SshKeyInfo Key, string Path, SshCertificate Certificate)> ListCertificates()
    {
        foreach (SshKeyInfo key in List())
        {
            string path = key.Path + "-cert.pub";
            SshCertificate? certificate = null;
            try
            {
                if (File.Exists(path)) certificate = SshCertificate.Parse(File.ReadAllText(path).Trim());
            }
            catch (Exception error) when (error is SecurityException or IOException or UnauthorizedAccessException)
            {
                // Get-SshCertificate says of it what is wrong.
            }

            if (certificate is not null) yield return (key, path, certificate);
        }
    }

    /// <summary>Opens a private key; the caller disposes of it.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="passphrase">Its passphrase; null for none.</param>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="AuthenticationFailedException">It is encrypted, and no passphrase, or a wrong one, was given.</exception>
    /// <exception cref="IntegrityException">The file holds another key than the one that the store knows.</exception>
    public SshPrivateKey Open(string name, SecretBuffer? passphrase = null)
    {
        AuditNote note = new(AuditAction.SshKeyRead, name ?? "");
        SshPrivateKey key = _store.Attempt(note, () => LookAt(name!, entry => Open(entry, passphrase), _ => true));
        try
        {
            _store.Append(note, durable: false);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The public key, as the store knows it.</summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public SshPublicKey GetPublicKey(string name)
    {
        AuditNote note = new(AuditAction.SshKeyExported, name ?? "");
        return _store.Read(note, view => Find(view, name!)).PublicKey;
    }

    /// <summary>Checks a key's files, and that they hold the key that the store knows.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="passphrase">The passphrase; without it an encrypted key is checked from outside only.</param>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public SshKeyValidation Validate(string name, SecretBuffer? passphrase = null)
    {
        AuditNote note = new(AuditAction.SshKeyValidated, name ?? "");
        SshKeyValidation verdict = _store.Attempt(note, () => LookAt(name!, entry => CheckFile(entry, passphrase), seen => seen.IsValid));
        note.Metadata["valid"] = verdict.IsValid ? "true" : "false";
        _store.Append(note, durable: false);
        return verdict;
    }

    /// <summary>Writes a key to a file outside of the store, in any format.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="passphrase">Its passphrase; null for none.</param>
    /// <param name="target">The new file; a public one goes beside it.</param>
    /// <param name="format">The new file's format.</param>
    /// <param name="newPassphrase">The new file's passphrase; null for none.</param>
    /// <exception cref="AlreadyExistsException">The target exists; nothing was overwritten.</exception>
    public SshKeyInfo Export(string name, SecretBuffer? passphrase, string target, SshPrivateKeyFormat format, SecretBuffer? newPassphrase)
    {
        AuditNote note = new(AuditAction.SshKeyExported, name ?? "");
        string path = _store.Attempt(note, () => LookAt(
            name!,
            entry =>
            {
                Open(entry, passphrase).Dispose();
                return SshKeyRecord.PathOf(entry.Record, _folder);
            },
            _ => true));
        return Files.Convert(path, passphrase, target, format, newPassphrase);
    }

    internal static bool Free(StoreView view, string name) =>
        view.FindByName(SshKeyRecord.Collection, name) is null ? true : throw SecurityErrors.SshKeyExists(name);

    private static Entry Find(StoreView view, string name) =>
        view.FindByName(SshKeyRecord.Collection, name) is { } record ? Entry.Of(view, record) : throw SecurityErrors.SshKeyNotFound(name);

    private SshPrivateKey Open(Entry entry, SecretBuffer? passphrase)
    {
        SshKeyPairFiles files = FilesOf(entry.Record);
        using SecretBuffer content = files.ReadPrivate();
        SshPrivateKey key = SshKeyDraft.Open(content.Span, files, passphrase is null ? default : passphrase.Span);
        if (key.PublicKey.GetFingerprint() == SshKeyRecord.FingerprintOf(entry.Record)) return key;
        key.Dispose();
        throw SecurityErrors.SshKeyFileChanged(entry.Record.Name!, files.PrivatePath);
    }

    private SshKeyValidation CheckFile(Entry entry, SecretBuffer? passphrase)
    {
        string path = SshKeyRecord.PathOf(entry.Record, _folder);
        SshKeyValidation checkedFile = SshKeyChecker.CheckFile(path, passphrase is null ? default : passphrase.Span);
        if (!checkedFile.IsValid || checkedFile.Fingerprint is null || checkedFile.Fingerprint == SshKeyRecord.FingerprintOf(entry.Record)) return checkedFile;
        IntegrityException changed = SecurityErrors.SshKeyFileChanged(entry.Record.Name!, path);
        return checkedFile with { ErrorId = changed.ErrorId, Reason = changed.Message };
    }

    internal SshKeyPairFiles FilesOf(Record record) => new(SshKeyRecord.PathOf(record, _folder));

    // What the record knows, and what the file shows; when they differ, after any change under way has ended.
    private SshKeyInfo Describe(Entry entry)
    {
        SshKeyInfo seen = Look(entry);
        if (seen.State == SshKeyState.Present) return seen;
        using IDisposable held = FolderLock.Take(_folder);
        Settle(entry.Record.Name!);
        Entry? present = _store.Peek(view => view.FindByName(SshKeyRecord.Collection, entry.Record.Name!) is { } record ? Entry.Of(view, record) : null);
        return present is null ? seen : Look(present);
    }

    private SshKeyInfo Look(Entry entry)
    {
        SshKeyPairFiles files = FilesOf(entry.Record);
        try
        {
            SshKeyInfo file = Files.Describe(files);
            SshKeyState state = file.Fingerprint == SshKeyRecord.FingerprintOf(entry.Record) ? SshKeyState.Present : SshKeyState.Changed;
            return SshKeyRecord.Complete(file, entry.Record, entry.PublicKey, state, Now);
        }
        catch (SecurityException error) when (error is NotFoundException or MalformedDataException or UnsupportedException)
        {
            SshKeyInfo nothing = new() { Name = entry.Record.Name!, Path = files.PrivatePath };
            return SshKeyRecord.Complete(nothing, entry.Record, entry.PublicKey, error is NotFoundException ? SshKeyState.Missing : SshKeyState.Changed, Now);
        }
    }

    // Between the look at the record and the look at the file somebody may have put another key in place. What does not
    // fit then is looked at again while nobody can.
    private T LookAt<T>(string name, Func<Entry, T> look, Func<T, bool> fits)
    {
        Entry entry = FindSettled(name);
        try
        {
            T seen = look(entry);
            if (fits(seen) || !HasMoved(entry)) return seen;
        }
        catch (SecurityException) when (HasMoved(entry))
        {
        }

        using FolderLock held = FolderLock.Take(_folder);
        return look(SettledEntry(name));
    }

    private bool HasMoved(Entry entry) =>
        FilesOf(entry.Record).IsUnsettled || _store.Peek(view => view.FindByName(SshKeyRecord.Collection, entry.Record.Name!))?.Revision != entry.Record.Revision;

    private Entry FindSettled(string name)
    {
        Entry entry = _store.Peek(view => Find(view, name));
        if (!FilesOf(entry.Record).IsUnsettled) return entry;
        using IDisposable held = FolderLock.Take(_folder);
        Settle(name);
        return _store.Peek(view => Find(view, name));
    }

    /// <summary>A record, and the public key in it.</summary>
    private sealed record Entry(Record Record, SshPublicKey PublicKey)
    {
        public static Entry Of(StoreView view, Record record)
        {
            using SecretBuffer body = view.Open(record);
            return new Entry(record, SshPublicKey.Parse(System.Text.Encoding.UTF8.GetString(body.Span)));
        }
    }
}
