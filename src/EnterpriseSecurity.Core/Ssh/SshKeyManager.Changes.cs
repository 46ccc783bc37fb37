using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Ssh;

/// <content>
/// What changes keys. The new file is staged, then the record and its audit entry are committed, then the file is
/// put in place; the folder is held meanwhile. What a crash leaves is settled by the next who comes to the key.
/// </content>
public sealed partial class SshKeyManager
{
    private const int BatchSize = 256;

    /// <summary>Makes many key pairs, with far fewer waits for the disk than one by one.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="options">How; <see cref="SshKeyOptions.Path"/> must be null.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops between one group of keys and the next; those made before stay.</param>
    /// <returns>The keys, in the order of the names.</returns>
    /// <exception cref="AlreadyExistsException">A name is taken; no key of its group was made.</exception>
    public IEnumerable<SshKeyInfo> CreateMany(IReadOnlyList<string> names, SshKeyOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        options ??= new SshKeyOptions();
        if (options.Path is not null) throw new ArgumentException("Many keys cannot have one path.", nameof(options));
        for (int start = 0; start < names.Count; start += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            string[] group = [.. names.Skip(start).Take(BatchSize)];
            foreach (SshKeyInfo made in CreateGroup(group, options, cancellation)) yield return made;
            progress?.Report((double)(start + group.Length) / names.Count);
        }
    }

    /// <summary>Puts a new key of the same kind and comment in place of one; the old one stays in a dated backup.</summary>
    /// <exception cref="NotFoundException">There is no such key, or its file is gone.</exception>
    /// <exception cref="AuthenticationFailedException">The key is encrypted, and no passphrase, or a wrong one, was given.</exception>
    /// <exception cref="IntegrityException">The file holds another key than the one that the store knows.</exception>
    public SshKeyRotation Rotate(string name, SshKeyRotationOptions? options = null)
    {
        options ??= new SshKeyRotationOptions();
        AuditNote note = new(AuditAction.SshKeyRotated, name ?? "");
        using IDisposable held = FolderLock.Take(_folder);
        string previous = "";
        (SshKeyPairFiles files, SecretBuffer old, SshKeyDraft draft) = _store.Attempt(note, () =>
        {
            Entry entry = SettledEntry(name!);
            SshKeyPairFiles present = FilesOf(entry.Record);
            present.ExpectNoLink();
            SecretBuffer content = present.ReadPrivate();
            SshKeyDraft successor = MakeSuccessor(entry.Record, content, present, options);
            previous = SshKeyRecord.FingerprintOf(entry.Record);
            return (present, content, successor);
        });
        using SecretBuffer oldFile = old;
        using SshKeyDraft next = draft;
        using FileStream? replaced = options.KeepBackup ? null : _store.Attempt(note, files.OpenReplaced);
        string? backup = null;
        Record changed = Commit(name!, files, next, note, change =>
        {
            backup = options.KeepBackup ? files.BackUp(oldFile.Span, Now) : null;
            Record record = Find(change, name!).Record;
            note.Metadata["previous"] = previous;
            note.Metadata["fingerprint"] = next.PublicKey.GetFingerprint();
            if (backup is not null) note.Metadata["backup"] = Path.GetFileName(backup);
            return change.Update(SshKeyRecord.Rotated(record, next.PublicKey, next.Digest, Now), SshKeyRecord.BodyOf(next.PublicKey));
        });
        files.EraseReplaced(replaced, next.Digest);
        return new SshKeyRotation(Look(new Entry(changed, next.PublicKey)), previous, backup);
    }

    /// <summary>Adds or changes a passphrase; the file is never absent or in clear on the way.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="current">The present passphrase; null for none.</param>
    /// <param name="next">The new one.</param>
    /// <param name="bcryptRounds">The cost of trying it.</param>
    /// <exception cref="AuthenticationFailedException">The present passphrase is wrong or missing.</exception>
    public SshKeyInfo SetPassphrase(string name, SecretBuffer? current, SecretBuffer next, int bcryptRounds = SshPrivateKeyFile.DefaultBcryptRounds)
    {
        ArgumentNullException.ThrowIfNull(next);
        return Reprotect(AuditAction.SshKeyPassphraseChanged, name, current, next, bcryptRounds);
    }

    /// <summary>Takes the passphrase away.</summary>
    /// <exception cref="AuthenticationFailedException">The passphrase is wrong or missing.</exception>
    /// <exception cref="InvalidStateException">There is none.</exception>
    public SshKeyInfo RemovePassphrase(string name, SecretBuffer? current) =>
        Reprotect(AuditAction.SshKeyPassphraseRemoved, name, current, null, SshPrivateKeyFile.DefaultBcryptRounds);

    /// <summary>
    /// Takes a key out of the store, and overwrites and deletes its files. What an SSD, a snapshot or a backup keeps
    /// of them is not reached; the dated backups of earlier rotations stay.
    /// </summary>
    /// <param name="name">The key's name.</param>
    /// <param name="keepFiles">True to leave the files where they are; only for a key whose files are outside of the store.</param>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public void Remove(string name, bool keepFiles = false)
    {
        AuditNote note = new(AuditAction.SshKeyDeleted, name ?? "");
        using IDisposable held = FolderLock.Take(_folder);
        SshKeyPairFiles files = _store.Attempt(note, () =>
        {
            SshKeyPairFiles present = FilesOf(SettledEntry(name!).Record);
            present.ExpectNoLink();
            if (!keepFiles) present.SetAside();
            else if (Path.GetDirectoryName(present.PrivatePath) == _folder) throw SecurityErrors.SshKeyFileInStore(name!);
            return present;
        });
        try
        {
            _store.Write(note, change =>
            {
                Record record = Find(change, name!).Record;
                RemoveVersions(change, record);
                change.Delete(record);
                return true;
            });
        }
        finally
        {
            // The record says which it is: still there, so back with the files; gone, so away with them.
            Settle(name!, files);
        }
    }

    /// <summary>What is wrong with the files of the keys.</summary>
    internal IEnumerable<StoreFinding> Check()
    {
        List<Entry> all = _store.Peek(view => view.List(SshKeyRecord.Collection).Select(record => Entry.Of(view, record)).ToList());
        foreach (SshKeyInfo key in all.OrderBy(entry => entry.Record.Name, StringComparer.OrdinalIgnoreCase).Select(Describe).Where(key => key.State != SshKeyState.Present))
        {
            // Somebody may have removed it since it was looked at.
            if (_store.Peek(view => view.FindByName(SshKeyRecord.Collection, key.Name)) is null) continue;
            yield return new StoreFinding("SshKey", key.Name, key.State == SshKeyState.Missing
                ? $"The private key file '{key.Path}' is gone."
                : $"The file '{key.Path}' does not hold the key that the store knows.");
        }
    }

    /// <summary>Settles whatever a crash left in the store's folder.</summary>
    internal void SettleAll()
    {
        if (!Directory.Exists(_folder)) return;
        List<string> names = [.. SshKeyPairFiles.FindUnsettled(_folder)];
        List<string> ids = FindUnsettledVersions();
        if (names.Count == 0 && ids.Count == 0) return;
        using IDisposable held = FolderLock.Take(_folder);
        foreach (string name in names) Settle(name);
        foreach (string id in ids) SettleVersions(id);
    }

    private SshKeyInfo[] CreateGroup(string[] names, SshKeyOptions options, CancellationToken cancellation)
    {
        AuditNote[] notes = [.. names.Select(name => new AuditNote(AuditAction.SshKeyGenerated, name))];
        SshKeyDraft[] drafts = new SshKeyDraft[names.Length];
        try
        {
            _store.Attempt(notes[^1], () =>
            {
                foreach (string name in names) CanonicalName.CheckFileName(KindOfName, name);
                return _store.Peek(view => names.All(name => Free(view, name)));
            });
            Parallel.For(0, names.Length, new ParallelOptions { CancellationToken = cancellation }, i => drafts[i] = SshKeyDraft.Generate(options));
            using IDisposable held = FolderLock.Take(_folder);
            foreach (string name in SshKeyPairFiles.FindUnsettled(_folder)) Settle(name);
            return CommitGroup(names, drafts, notes, options.Passphrase is { Length: > 0 });
        }
        finally
        {
            foreach (SshKeyDraft? draft in drafts) draft?.Dispose();
        }
    }

    private SshKeyInfo[] CommitGroup(string[] names, SshKeyDraft[] drafts, AuditNote[] notes, bool hasPassphrase)
    {
        SshKeyPairFiles[] files = [.. names.Select(name => new SshKeyPairFiles(Path.Combine(_folder, name)))];
        Record[] records = new Record[names.Length];
        try
        {
            _store.Write(notes[^1], change =>
            {
                for (int i = 0; i < names.Length; i++)
                {
                    Free(change, names[i]);
                    files[i].ExpectAbsent();
                    files[i].Stage(drafts[i].File, drafts[i].PublicKey, flush: false);
                    records[i] = change.Insert(SshKeyRecord.Create(names[i], null, drafts[i].PublicKey, drafts[i].Digest, Now), SshKeyRecord.BodyOf(drafts[i].PublicKey));
                    notes[i].Metadata["fingerprint"] = drafts[i].PublicKey.GetFingerprint();
                    notes[i].Metadata["id"] = records[i].Id;
                    if (i < names.Length - 1) change.Log(notes[i]);
                }

                Flushed(() => DurableRename.FlushFiles(_folder, [.. files.SelectMany(pair => pair.StagedFiles)]));
                return true;
            });
        }
        catch
        {
            foreach (string name in names) TrySettle(name);
            throw;
        }

        foreach (SshKeyPairFiles pair in files) pair.Publish(flush: false);
        Flushed(() => DurableRename.FlushFolder(_folder));
        return [.. records.Select((record, i) => SshKeyRecord.Complete(
            new SshKeyInfo { Name = names[i], Path = files[i].PrivatePath, PublicKeyPath = files[i].PublicPath, HasPassphrase = hasPassphrase, Format = SshPrivateKeyFormat.OpenSsh },
            record,
            drafts[i].PublicKey,
            SshKeyState.Present,
            Now))];
    }

    private SshKeyInfo Add(AuditNote note, string name, string? path, SshKeyDraft draft)
    {
        using IDisposable held = FolderLock.Take(_folder);
        SshKeyPairFiles files = new(path ?? Path.Combine(_folder, name));
        Settle(name, files);
        Record added = Commit(name, files, draft, note, change =>
        {
            Free(change, name);
            files.ExpectAbsent();
            Record record = SshKeyRecord.Create(name, path is null ? null : files.PrivatePath, draft.PublicKey, draft.Digest, Now);
            note.Metadata["id"] = record.Id;
            note.Metadata["fingerprint"] = draft.PublicKey.GetFingerprint();
            note.Metadata["bits"] = draft.PublicKey.Bits.ToString(CultureInfo.InvariantCulture);
            return change.Insert(record, SshKeyRecord.BodyOf(draft.PublicKey));
        });
        return Look(new Entry(added, draft.PublicKey));
    }

    private SshKeyInfo Reprotect(string action, string name, SecretBuffer? current, SecretBuffer? next, int rounds)
    {
        AuditNote note = new(action, name ?? "");
        using IDisposable held = FolderLock.Take(_folder);
        (SshKeyPairFiles files, SshKeyDraft draft) = _store.Attempt(note, () =>
        {
            Entry entry = SettledEntry(name!);
            SshKeyPairFiles present = FilesOf(entry.Record);
            present.ExpectNoLink();
            SshKeyDraft again = SshKeyDraft.Reprotect(present, current, next, rounds);
            if (again.PublicKey.GetFingerprint() == SshKeyRecord.FingerprintOf(entry.Record)) return (present, again);
            again.Dispose();
            throw SecurityErrors.SshKeyFileChanged(entry.Record.Name!, present.PrivatePath);
        });
        using SshKeyDraft written = draft;
        Record changed = Commit(name!, files, written, note, change => change.Update(SshKeyRecord.WithFile(Find(change, name!).Record, written.Digest)));
        return Look(new Entry(changed, written.PublicKey));
    }

    private Record Commit(string name, SshKeyPairFiles files, SshKeyDraft draft, AuditNote note, Func<StoreChange, Record> work)
    {
        Record record;
        try
        {
            record = _store.Write(note, change =>
            {
                Record changed = work(change);
                files.Stage(draft.File, draft.PublicKey);
                return changed;
            });
        }
        catch
        {
            // A failure after the commit is possible; only the record tells which side of it this is.
            TrySettle(name, files);
            throw;
        }

        files.Publish();
        return record;
    }

    private Entry SettledEntry(string name)
    {
        Settle(name);
        return _store.Peek(view => Find(view, name));
    }

    private void Settle(string name) => Settle(name, new SshKeyPairFiles(Path.Combine(_folder, name)));

    private void Settle(string name, SshKeyPairFiles files)
    {
        Record? record = _store.Peek(view => view.FindByName(SshKeyRecord.Collection, name));
        SshKeyPairFiles? known = record is null ? null : FilesOf(record);
        known?.Settle(SshKeyRecord.DigestOf(record!));
        if (known?.PrivatePath != files.PrivatePath) files.Settle(FindOwner(files) is { } owner ? SshKeyRecord.DigestOf(owner) : null);
    }

    // The key that has these files under another name. In the store's own folder a file's name is its key's.
    private Record? FindOwner(SshKeyPairFiles files) => !files.IsUnsettled || Path.GetDirectoryName(files.PrivatePath) == _folder
        ? null
        : _store.Peek(view => view.List(SshKeyRecord.Collection).FirstOrDefault(record => FilesOf(record).PrivatePath == files.PrivatePath));

    private void TrySettle(string name, SshKeyPairFiles? files = null)
    {
        try
        {
            Settle(name, files ?? new SshKeyPairFiles(Path.Combine(_folder, name)));
        }
        catch (SecurityException)
        {
            // The first failure is the one to report; the next who comes to the key settles it.
        }
    }

    private void Flushed(Action flush)
    {
        try
        {
            flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.SshKeyFileUnavailable(_folder, error);
        }
    }
}
