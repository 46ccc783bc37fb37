using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Ssh;

/// <content>
/// The pairs beside the ones in use, while they are rotated: the one to come in <c>NAME.next</c>, the one that was in a
/// dated backup. Their records hold what their files shall hold, so whatever a crash cuts off is written again from there,
/// on the machine that has the key's files; a store that several machines share has them on one.
/// </content>
public sealed partial class SshKeyManager
{
    /// <summary>Holds the folder, so that nobody else changes a file in it.</summary>
    internal IDisposable Hold() => FolderLock.Take(_folder);

    /// <summary>Makes the pair that shall follow a managed key, as far as the file is the key's that the store knows; the caller holds the folder.</summary>
    internal SshKeyDraft MakeSuccessor(string name, SshKeyRotationOptions options)
    {
        Record record = SettledEntry(name).Record;
        SshKeyPairFiles files = FilesOf(record);
        files.ExpectNoLink();
        using SecretBuffer content = files.ReadPrivate();
        return MakeSuccessor(record, content, files, options);
    }

    /// <summary>Brings the files of a managed key, and of the pairs beside it, to what the records say; the caller holds the folder.</summary>
    internal void SettleVersions(string keyId)
    {
        List<(Record Record, SecretBuffer File)> versions = [];
        try
        {
            Record? key = _store.Peek(view =>
            {
                foreach (Record version in ListVersions(view, keyId)) versions.Add((version, view.Open(version)));
                return view.Find(SshKeyRecord.Collection, keyId);
            });
            if (key is null) return;
            SshKeyPairFiles present = FilesOf(key);
            if (!IsHere(present, versions.Select(version => version.Record))) return;
            present.Settle(SshKeyRecord.DigestOf(key));
            foreach ((Record version, SecretBuffer file) in versions) Settle(present, version, file);
            _store.Destroy([.. versions.Select(version => version.Record).Where(record => record.State == SuccessorState.Ended)]);
        }
        finally
        {
            foreach ((_, SecretBuffer file) in versions) file.Dispose();
        }
    }

    /// <summary>Reads the private key file that a managed key has now.</summary>
    /// <exception cref="IntegrityException">It is not the key that the store knows.</exception>
    internal static SecretBuffer ReadPresent(Record record, SshKeyPairFiles files)
    {
        files.ExpectNoLink();
        SecretBuffer content = files.ReadPrivate();
        if (SshKeyPairFiles.DigestOf(content.Span) == SshKeyRecord.DigestOf(record)) return content;
        // Another program may have given it another passphrase.
        SshPublicKey? key = SshKeyChecker.IsPrivate(content.Span) ? SshPrivateKeyFile.Inspect(content.Span).PublicKey ?? files.TryReadPublic() : null;
        if (key?.GetFingerprint() == SshKeyRecord.FingerprintOf(record)) return content;
        content.Dispose();
        throw SecurityErrors.SshKeyFileChanged(record.Name!, files.PrivatePath);
    }

    private static SshKeyDraft MakeSuccessor(Record record, SecretBuffer content, SshKeyPairFiles files, SshKeyRotationOptions options)
    {
        SshKeyDraft successor = SshKeyDraft.Successor(content.Span, files, options, out string previous);
        if (previous == SshKeyRecord.FingerprintOf(record)) return successor;
        successor.Dispose();
        throw SecurityErrors.SshKeyFileChanged(record.Name!, files.PrivatePath);
    }

    private static IEnumerable<Record> ListVersions(StoreView view, string keyId) => view.ListByPrefix(SshKeyVersionRecord.Collection, SshKeyVersionRecord.PrefixOf(keyId));

    private static SshKeyPairFiles? FilesOf(SshKeyPairFiles present, Record version) =>
        SshKeyVersionRecord.FileOf(version) is { } file ? new SshKeyPairFiles(Path.Combine(Path.GetDirectoryName(present.PrivatePath)!, file)) : null;

    /// <summary>True when this machine has files of a managed key.</summary>
    internal static bool IsHere(SshKeyPairFiles present, IEnumerable<Record> versions) =>
        present.Exists || present.IsUnsettled || versions.Any(version => FilesOf(present, version) is { Exists: true });

    private static bool IsUnsettled(SshKeyPairFiles present, Record version) =>
        (version.State == SuccessorState.Ended || FilesOf(present, version) is { Exists: false }) && IsHere(present, [version]);

    // What somebody else has written there meanwhile stays.
    private static void Settle(SshKeyPairFiles present, Record version, SecretBuffer file)
    {
        if (FilesOf(present, version) is not { } files) return;
        if (version.State == SuccessorState.Ended)
        {
            files.Discard();
            SshKeyPairFiles.Erase(files.PrivatePath);
        }
        else if (!files.Exists)
        {
            files.Stage(file.Span, SshKeyVersionRecord.PublicKeyOf(version));
            files.Publish();
        }
    }

    private List<string> FindUnsettledVersions() => _store.Peek(view => view.List(SshKeyVersionRecord.Collection)
        .Where(version => view.Find(SshKeyRecord.Collection, VersionedRotationTarget.CredentialIdOf(version.Id)) is { } key && IsUnsettled(FilesOf(key), version))
        .Select(version => VersionedRotationTarget.CredentialIdOf(version.Id))
        .Distinct()
        .ToList());

    // Their files go before the commit: should it fail, they are written again from the records.
    private void RemoveVersions(StoreChange change, Record key)
    {
        foreach (Record version in ListVersions(change, key.Id).ToList())
        {
            if (FilesOf(FilesOf(key), version) is { } files) SshKeyPairFiles.Erase(files.PrivatePath);
            change.Delete(version);
        }
    }
}
