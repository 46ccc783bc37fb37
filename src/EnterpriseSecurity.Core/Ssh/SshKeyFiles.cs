using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// SSH keys in files that no store manages. It needs no store; one that comes from a store writes to its audit trail.
/// Paths are taken as the file system takes them.
/// </summary>
public sealed partial class SshKeyFiles
{
    private readonly SecurityStore? _store;
    private readonly TimeProvider _time;

    /// <summary>Works without a store and without an audit trail.</summary>
    /// <param name="time">The clock; the system's when null.</param>
    public SshKeyFiles(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    internal SshKeyFiles(SecurityStore store)
    {
        _store = store;
        _time = store.Time;
    }

    /// <summary>Makes a new key pair: the private key file, owner-only, and the public one beside it.</summary>
    /// <param name="options">How; <see cref="SshKeyOptions.Path"/> is needed.</param>
    /// <exception cref="AlreadyExistsException">One of the files exists; nothing was overwritten.</exception>
    /// <exception cref="UnavailableException">The files cannot be written.</exception>
    public SshKeyInfo Create(SshKeyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Path);
        SshKeyPairFiles files = new(options.Path);
        AuditNote note = new(AuditAction.SshKeyGenerated, files.PrivatePath);
        using SshKeyDraft draft = Attempt(note, () =>
        {
            CanonicalName.CheckFileName("key file", Path.GetFileName(files.PrivatePath));
            files.ExpectAbsent();
            return SshKeyDraft.Generate(options);
        });
        return PutNew(note, files, draft);
    }

    /// <summary>Writes a private key to a new file in another format, or under another passphrase.</summary>
    /// <param name="source">The private key file.</param>
    /// <param name="passphrase">Its passphrase; null for none.</param>
    /// <param name="target">The new file; a public one goes beside it.</param>
    /// <param name="format">The new file's format.</param>
    /// <param name="newPassphrase">The new file's passphrase; null for none.</param>
    /// <exception cref="AlreadyExistsException">The target exists; nothing was overwritten.</exception>
    /// <exception cref="UnsupportedException">The format cannot hold the key, or not with a passphrase.</exception>
    public SshKeyInfo Convert(string source, SecretBuffer? passphrase, string target, SshPrivateKeyFormat format, SecretBuffer? newPassphrase)
    {
        SshKeyPairFiles files = new(target);
        AuditNote note = new(AuditAction.SshKeyExported, Path.GetFullPath(source)) { Metadata = { ["file"] = files.PrivatePath, ["format"] = format.ToString() } };
        using SshKeyDraft draft = Attempt(note, () =>
        {
            files.ExpectAbsent();
            using SshPrivateKey key = OpenUnaudited(new SshKeyPairFiles(source), passphrase);
            if (newPassphrase is { Length: 0 }) throw SecurityErrors.SshPassphraseEmpty();
            return SshKeyDraft.Of(key, format, newPassphrase);
        });
        return PutNew(note, files, draft);
    }

    /// <summary>What is known of a key file, private or public.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedDataException">It is no key.</exception>
    public SshKeyInfo Get(string path)
    {
        SshKeyPairFiles files = new(path);
        return Read(AuditAction.SshKeyListed, files.PrivatePath, () => Describe(files));
    }

    /// <summary>Checks a key file, and that the public key beside a private one is its own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">The passphrase; without it an encrypted key is checked from outside only.</param>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    public SshKeyValidation Validate(string path, SecretBuffer? passphrase = null) =>
        Read(AuditAction.SshKeyValidated, Path.GetFullPath(path), () => SshKeyChecker.CheckFile(path, Bytes(passphrase)));

    /// <summary>Checks the bytes of a key, private or public.</summary>
    /// <param name="content">A private key file's bytes, or a public key's text in UTF-8.</param>
    /// <param name="passphrase">The passphrase; without it an encrypted key is checked from outside only.</param>
    public static SshKeyValidation Validate(ReadOnlySpan<byte> content, SecretBuffer? passphrase = null) => SshKeyChecker.Check(content, Bytes(passphrase), null);

    /// <summary>The bytes of a key file; the caller disposes of them.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedDataException">It is larger than any key.</exception>
    public static SecretBuffer ReadContent(string path) => SshKeyPairFiles.ReadFile(Path.GetFullPath(path));

    /// <summary>The public key in the bytes of a key, private or public.</summary>
    /// <exception cref="AuthenticationFailedException">Its passphrase hides it.</exception>
    public static SshPublicKey PublicKeyOf(ReadOnlySpan<byte> content)
    {
        if (!SshKeyChecker.IsPrivate(content)) return SshPublicKey.Parse(Encoding.UTF8.GetString(content));
        return SshPrivateKeyFile.Inspect(content).PublicKey ?? throw SecurityErrors.SshPassphraseRequired();
    }

    /// <summary>Writes a public key's text to a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    /// <param name="overwrite">True to replace a file that exists.</param>
    /// <exception cref="AlreadyExistsException">The file exists; nothing was overwritten.</exception>
    public static FileInfo WritePublic(string path, string text, bool overwrite)
    {
        try
        {
            if (!overwrite && Path.Exists(path)) throw SecurityErrors.SshPublicFileExists(path);
            if (overwrite) OwnerOnlyFile.Replace(path, Encoding.UTF8.GetBytes(text));
            else OwnerOnlyFile.WriteNew(path, Encoding.UTF8.GetBytes(text));
            return new FileInfo(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.SshKeyFileUnavailable(path, error);
        }
    }

    /// <summary>Opens a private key; the caller disposes of it.</summary>
    /// <exception cref="AuthenticationFailedException">It is encrypted, and no passphrase, or a wrong one, was given.</exception>
    public SshPrivateKey Open(string path, SecretBuffer? passphrase = null)
    {
        SshKeyPairFiles files = new(path);
        return Read(AuditAction.SshKeyRead, files.PrivatePath, () => OpenUnaudited(files, passphrase));
    }

    /// <summary>The public key of a key file, private or public.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">The passphrase, for a format that hides the public key behind it when there is no public file.</param>
    public SshPublicKey GetPublicKey(string path, SecretBuffer? passphrase = null)
    {
        SshKeyPairFiles files = new(path);
        return Read(AuditAction.SshKeyExported, files.PrivatePath, () => PublicKeyOf(files, passphrase));
    }

    /// <summary>Puts a new key of the same kind and comment in place of a pair; the old one stays in a dated backup.</summary>
    /// <exception cref="AuthenticationFailedException">The key is encrypted, and no passphrase, or a wrong one, was given.</exception>
    public SshKeyRotation Rotate(string path, SshKeyRotationOptions? options = null)
    {
        options ??= new SshKeyRotationOptions();
        SshKeyPairFiles files = new(path);
        AuditNote note = new(AuditAction.SshKeyRotated, files.PrivatePath);
        using IDisposable? held = files.Hold();
        using SecretBuffer old = Attempt(note, files.ReadPrivate);
        string? previous = null;
        using SshKeyDraft draft = Attempt(note, () =>
        {
            files.ExpectNoLink();
            return SshKeyDraft.Successor(old.Span, files, options, out previous);
        });
        note.Metadata["fingerprint"] = draft.PublicKey.GetFingerprint();
        note.Metadata["previous"] = previous ?? "";
        using FileStream? replaced = options.KeepBackup ? null : Attempt(note, files.OpenReplaced);
        string? backup = null;
        Change(note, files, draft, () => { backup = options.KeepBackup ? files.BackUp(old.Span, _time.GetUtcNow()) : null; });
        files.EraseReplaced(replaced, draft.Digest);
        return new SshKeyRotation(Describe(files), previous, backup);
    }

    /// <summary>Adds or changes a passphrase; the file keeps its format and is never absent or in clear on the way.</summary>
    /// <param name="path">The private key file.</param>
    /// <param name="current">The present passphrase; null for none.</param>
    /// <param name="next">The new one.</param>
    /// <param name="bcryptRounds">The cost of trying it, for OpenSSH's format.</param>
    /// <exception cref="AuthenticationFailedException">The present passphrase is wrong or missing.</exception>
    /// <exception cref="UnsupportedException">The file's format has no safe encryption.</exception>
    public SshKeyInfo SetPassphrase(string path, SecretBuffer? current, SecretBuffer next, int bcryptRounds = SshPrivateKeyFile.DefaultBcryptRounds)
    {
        ArgumentNullException.ThrowIfNull(next);
        return Reprotect(AuditAction.SshKeyPassphraseChanged, path, current, next, bcryptRounds);
    }

    /// <summary>Takes the passphrase away.</summary>
    /// <exception cref="AuthenticationFailedException">The passphrase is wrong or missing.</exception>
    /// <exception cref="InvalidStateException">There is none.</exception>
    public SshKeyInfo RemovePassphrase(string path, SecretBuffer? current) =>
        Reprotect(AuditAction.SshKeyPassphraseRemoved, path, current, null, SshPrivateKeyFile.DefaultBcryptRounds);

    /// <summary>Overwrites and deletes a key pair. What an SSD, a snapshot or a backup keeps of it is not reached.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    public void Remove(string path)
    {
        SshKeyPairFiles files = new(path);
        AuditNote note = new(AuditAction.SshKeyDeleted, files.PrivatePath);
        using IDisposable? held = files.Hold();
        Attempt(note, () =>
        {
            if (!files.Exists) throw SecurityErrors.SshKeyFileMissing(files.PrivatePath);
            files.ExpectNoLink();
            files.SetAside();
            return true;
        });
        try
        {
            _store?.Append(note, durable: true);
        }
        catch
        {
            files.PutBack();
            throw;
        }

        files.EraseAside();
    }

    internal static SshPublicKey PublicKeyOf(SshKeyPairFiles files, SecretBuffer? passphrase)
    {
        using SecretBuffer content = files.ReadPrivate();
        if (!SshKeyChecker.IsPrivate(content.Span)) return SshPublicKey.Parse(Encoding.UTF8.GetString(content.Span));
        SshPublicKey? beside = files.TryReadPublic();
        SshPublicKey? inside = SshPrivateKeyFile.Inspect(content.Span).PublicKey;
        if (inside is null || (inside.Comment.Length == 0 && passphrase is not null))
        {
            using SshPrivateKey key = SshPrivateKeyFile.Read(content.Span, Bytes(passphrase));
            inside = key.PublicKey;
        }

        return inside.Comment.Length == 0 && beside is not null && beside.Equals(inside) ? beside : inside;
    }

    /// <summary>What the files show by themselves.</summary>
    internal SshKeyInfo Describe(SshKeyPairFiles files)
    {
        using SecretBuffer content = files.ReadPrivate();
        bool isPrivate = SshKeyChecker.IsPrivate(content.Span);
        SshPrivateKeyFileInfo? info = isPrivate ? SshPrivateKeyFile.Inspect(content.Span) : null;
        SshPublicKey? beside = isPrivate ? files.TryReadPublic() : null;
        SshPublicKey? key = isPrivate ? info!.PublicKey ?? beside : SshPublicKey.Parse(Encoding.UTF8.GetString(content.Span));
        bool besideIsOwn = beside is not null && beside.Equals(key);
        DateTimeOffset made = File.GetCreationTimeUtc(files.PrivatePath);
        TimeSpan age = _time.GetUtcNow() - made;
        return new SshKeyInfo
        {
            Name = Path.GetFileName(files.PrivatePath),
            Path = files.PrivatePath,
            PublicKeyPath = !isPrivate ? files.PrivatePath : File.Exists(files.PublicPath) ? files.PublicPath : null,
            KeyType = key is null ? null : SshKeyTypes.Of(key),
            Algorithm = key?.Algorithm,
            Bits = key?.Bits ?? 0,
            Fingerprint = key?.GetFingerprint(),
            Comment = key is { Comment.Length: > 0 } ? key.Comment : besideIsOwn ? beside!.Comment : info?.Comment ?? "",
            HasPassphrase = info?.IsEncrypted ?? false,
            Format = info?.Format,
            CreatedAt = made,
            Age = age < TimeSpan.Zero ? TimeSpan.Zero : age,
        };
    }

    private static ReadOnlySpan<byte> Bytes(SecretBuffer? passphrase) => passphrase is null ? default : passphrase.Span;

    private static SshPrivateKey OpenUnaudited(SshKeyPairFiles files, SecretBuffer? passphrase)
    {
        using SecretBuffer content = files.ReadPrivate();
        return SshKeyDraft.Open(content.Span, files, Bytes(passphrase));
    }

    private SshKeyInfo PutNew(AuditNote note, SshKeyPairFiles files, SshKeyDraft draft)
    {
        note.Metadata["fingerprint"] = draft.PublicKey.GetFingerprint();
        using IDisposable? held = files.Hold();
        Change(note, files, draft, files.ExpectAbsent);
        return Describe(files);
    }

    private SshKeyInfo Reprotect(string action, string path, SecretBuffer? current, SecretBuffer? next, int rounds)
    {
        SshKeyPairFiles files = new(path);
        AuditNote note = new(action, files.PrivatePath);
        using IDisposable? held = files.Hold();
        using SshKeyDraft draft = Attempt(note, () =>
        {
            files.ExpectNoLink();
            return SshKeyDraft.Reprotect(files, current, next, rounds);
        });
        Change(note, files, draft, () => { });
        return Describe(files);
    }

    // Staged, then told to the audit trail, then put in place: what is told has happened, or nothing of it has.
    private void Change(AuditNote note, SshKeyPairFiles files, SshKeyDraft draft, Action before)
    {
        try
        {
            if (_store is null) Prepare();
            else _store.Write(note, _ => Prepare());
        }
        catch
        {
            files.Discard();
            throw;
        }

        files.Publish();

        bool Prepare()
        {
            before();
            files.Stage(draft.File, draft.PublicKey);
            return true;
        }
    }

    private T Attempt<T>(AuditNote note, Func<T> work) => _store is null ? work() : _store.Attempt(note, work);

    private T Read<T>(string action, string resource, Func<T> work)
    {
        AuditNote note = new(action, resource);
        T result = Attempt(note, work);
        _store?.Append(note, durable: false);
        return result;
    }
}
