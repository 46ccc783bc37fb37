using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// An <c>authorized_keys</c> file: who may log in to an account with which key (sshd(8)). Every change is made under
/// a lock (<c>authorized_keys.lock</c> beside the file) and put in place whole; lines that are not meant keep their
/// bytes. A link stays a link: what it leads to is replaced. The file keeps its owner, group and mode.
/// </summary>
public sealed class SshAuthorizedKeys
{
    private const int MaximumSize = 16 * 1024 * 1024;
    private readonly TimeProvider _time;

    /// <summary>Names the file; it need not exist yet.</summary>
    /// <param name="path">The path, for example <c>/home/ann/.ssh/authorized_keys</c>.</param>
    /// <param name="time">Gives the time zone of times without <c>Z</c>; the system's when null.</param>
    public SshAuthorizedKeys(string path, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>The file of the user who runs this process.</summary>
    public static string DefaultPath =>
        System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh", "authorized_keys");

    /// <summary>The path, with links in it as they were given.</summary>
    public string Path { get; }

    internal TimeSpan LongestWait { get; init; } = FileLock.LongestWait;

    /// <summary>Reads the file; a missing one holds nothing.</summary>
    /// <exception cref="UnavailableException">The file cannot be read.</exception>
    /// <exception cref="AccessRefusedException">This user may not read the file.</exception>
    public SshAuthorizedKeysContent Read() => Guard(() => ReadText(AccountFile.Find(Path)).Content);

    /// <summary>Adds a key at the end, unless the file holds it already.</summary>
    /// <param name="key">The key.</param>
    /// <param name="options">Its options, in the order in which to write them; null or empty for none.</param>
    /// <param name="comment">The comment to write instead of the key's own. A key that is there already keeps its comment.</param>
    /// <param name="replaceOptions">Whether a key that is there already gets these options, wherever it stands.</param>
    /// <exception cref="InvalidInputException">An option is not one that sshd follows, or the comment is not one short line.</exception>
    /// <exception cref="UnsupportedException">sshd no longer accepts keys of this kind.</exception>
    /// <exception cref="InvalidStateException">The file or its folder is writable by others, or another process holds it for a minute.</exception>
    /// <exception cref="UnavailableException">The file cannot be read or written.</exception>
    /// <exception cref="AccessRefusedException">This user may not change the file.</exception>
    public SshAuthorizedKeyAddition Add(SshPublicKey key, IEnumerable<SshKeyOption>? options = null, string? comment = null, bool replaceOptions = false)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.KeyAlgorithm is SshDsaAlgorithm) throw SecurityErrors.SshKeyUnsupported("sshd no longer accepts DSA keys.");
        SshKeyOption[] checkedOptions = [.. options ?? []];
        SshAuthorizedKeyOptions.Check(checkedOptions, _time.LocalTimeZone);
        SshPublicKey written = comment is null ? key : key.WithComment(comment);
        return Guard(() =>
        {
            AccountFile file = AccountFile.Find(Path);
            file.MakeFolder();
            RefuseTooOpen(file);
            using FileStream held = Lock(file);
            SshAuthorizedKeysText text = ReadText(file);
            SshAuthorizedKeyOutcome outcome = SshAuthorizedKeyOutcome.AlreadyPresent;
            if (text.Find(key) is null)
            {
                text.Append(checkedOptions, written);
                outcome = SshAuthorizedKeyOutcome.Added;
            }
            else if (replaceOptions && text.ReplaceOptions(key, checkedOptions))
            {
                outcome = SshAuthorizedKeyOutcome.OptionsReplaced;
            }

            if (outcome != SshAuthorizedKeyOutcome.AlreadyPresent) file.Replace(text.ToBytes());
            return new SshAuthorizedKeyAddition(outcome, text.Find(key)!);
        });
    }

    /// <summary>Takes every line with a key out.</summary>
    /// <returns>What was taken out; empty when the file does not hold the key.</returns>
    /// <exception cref="InvalidStateException">Another process holds the file for a minute.</exception>
    /// <exception cref="UnavailableException">The file cannot be read or written.</exception>
    /// <exception cref="AccessRefusedException">This user may not change the file.</exception>
    public IReadOnlyList<SshAuthorizedKeyEntry> Remove(SshPublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Remove(entry => entry.Key.Equals(key));
    }

    /// <summary>Takes every line out whose key has a fingerprint.</summary>
    /// <param name="fingerprint">As OpenSSH shows it, <c>SHA256:…</c> or <c>MD5:…</c>.</param>
    /// <inheritdoc cref="Remove(SshPublicKey)"/>
    public IReadOnlyList<SshAuthorizedKeyEntry> RemoveByFingerprint(string fingerprint)
    {
        ArgumentException.ThrowIfNullOrEmpty(fingerprint);
        return Remove(entry => entry.HasFingerprint(fingerprint));
    }

    /// <summary>Takes every line out whose comment matches.</summary>
    /// <param name="pattern">The whole comment; <c>*</c> and <c>?</c> stand for text. Case counts.</param>
    /// <inheritdoc cref="Remove(SshPublicKey)"/>
    public IReadOnlyList<SshAuthorizedKeyEntry> RemoveByComment(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        return Remove(entry => SshPattern.Matches(pattern, entry.Comment));
    }

    /// <summary>Lists why sshd, with StrictModes, would not use the file; empty when it would.</summary>
    /// <exception cref="UnavailableException">The file or a folder cannot be looked at.</exception>
    /// <exception cref="AccessRefusedException">This user may not look at the file.</exception>
    public IReadOnlyList<SshPermissionFinding> CheckPermissions() => Guard(() => SshPermissionCheck.Run(Path, AccountFile.Find(Path)));

    private List<SshAuthorizedKeyEntry> Remove(Func<SshAuthorizedKeyEntry, bool> isMeant) => Guard(() =>
    {
        AccountFile file = AccountFile.Find(Path);
        if (!File.Exists(file.Path)) return [];
        using FileStream held = Lock(file);
        SshAuthorizedKeysText text = ReadText(file);
        List<SshAuthorizedKeyEntry> removed = text.Remove(isMeant);
        if (removed.Count > 0) file.Replace(text.ToBytes());
        return removed;
    });

    private FileStream Lock(AccountFile file) =>
        FileLock.Take($"{file.Path}.lock", file.OpenLock, _ => SecurityErrors.SshAuthorizedKeysBusy(Path), LongestWait);

    private SshAuthorizedKeysText ReadText(AccountFile file) => new(file.Read(MaximumSize) ?? [], _time.LocalTimeZone);

    private void RefuseTooOpen(AccountFile file)
    {
        SshPermissionFinding? finding = SshPermissionCheck.Run(Path, file)
            .Find(finding => finding.Problem == SshPermissionProblem.WritableByOthers && (finding.Path == file.Path || finding.Path == file.Folder));
        if (finding is not null) throw SecurityErrors.SshAuthorizedKeysTooOpen(finding.Path);
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException error)
        {
            throw SecurityErrors.SshAuthorizedKeysUnavailable(Path, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw SecurityErrors.SshAuthorizedKeysRefused(Path, error);
        }
    }
}
