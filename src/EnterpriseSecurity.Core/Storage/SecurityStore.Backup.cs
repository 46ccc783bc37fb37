using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <content>Backup and restore.</content>
public sealed partial class SecurityStore
{
    // Of the time that a backup takes, about these shares go into the database's copy and, at a restore, into unpacking.
    private const double ShareOfCopy = 0.4;
    private const double ShareOfUnpacking = 0.6;

    /// <summary>Writes a consistent, encrypted copy of the store to a new file, while the store is in use.</summary>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops the work; no file is left.</param>
    /// <exception cref="InvalidStateException">The file exists.</exception>
    public void BackUp(string path, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        string target = System.IO.Path.GetFullPath(path);
        if (System.IO.Path.Exists(target)) throw SecurityErrors.BackupTargetNotEmpty(target);
        AuditNote note = new(AuditAction.StoreBackedUp, Id) { Metadata = { ["file"] = System.IO.Path.GetFileName(target) } };
        // Before the copy, which has it too; when none comes to be, a second one says so.
        Append(note, durable: true);
        string copy = System.IO.Path.Combine(Path, $"backup.{Guid.NewGuid():N}.tmp");
        string partial = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            // While both folders are held nobody moves audit lines into files or key files into place, so the
            // database's copy and the files belong together.
            // Everyone who takes both takes them in this order.
            using IDisposable sshHeld = FolderLock.Take(System.IO.Path.Combine(Path, "ssh"));
            using IDisposable certificatesHeld = FolderLock.Take(System.IO.Path.Combine(Path, "certs"));
            using IDisposable auditHeld = FolderLock.Take(Audit.Folder);
            _records.BackUp(copy);
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(ShareOfCopy);
            StoreBackup.Write(Path, DescriptorForBackup(), copy, DatabaseName, _keys, partial, WatchedWork.Part(progress, ShareOfCopy, 1), cancellation);
            DurableRename.WithoutOverwrite(partial, target);
            DurableRename.FlushFolder(System.IO.Path.GetDirectoryName(target)!);
        }
        catch (OperationCanceledException)
        {
            AppendFailure(note, AuditResult.Failure, "Stopped");
            throw;
        }
        catch (SecurityException error)
        {
            AppendFailure(note, error);
            throw;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            SecurityException failure = StoreFileFailure.Translate(error, target);
            AppendFailure(note, failure);
            throw failure;
        }
        finally
        {
            foreach (string leftover in new[] { copy, copy + "-wal", copy + "-shm", partial }) Leftover.Remove(leftover);
        }
    }

    /// <summary>Restores a backup to a folder that is absent or empty, verifies it whole, and only then puts it in place.</summary>
    /// <param name="backup">The backup file.</param>
    /// <param name="folder">Where the store shall be.</param>
    /// <param name="protector">What unlocks the store that was backed up.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops the work; nothing is left.</param>
    /// <exception cref="MalformedDataException">The file is no whole backup.</exception>
    /// <exception cref="AuthenticationFailedException">The protector does not unlock it.</exception>
    /// <exception cref="InvalidStateException">The folder is not empty.</exception>
    public static StoreVerification Restore(string backup, string folder, KeyProtector protector, TimeProvider? time = null, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        Restore(backup, folder, protector, move: null, time, progress, cancellation);

    private static StoreVerification Restore(string backup, string folder, KeyProtector protector, Func<string, StoreVerification>? move, TimeProvider? time, IProgress<double>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(protector);
        string target = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
        if (!File.Exists(backup)) throw SecurityErrors.StoreNotFound(backup);
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())) throw SecurityErrors.BackupTargetNotEmpty(target);
        string staging = target + $".restore-{Guid.NewGuid():N}";
        try
        {
            OwnerOnlyFile.CreateFolder(staging);
            StoreBackup.Unpack(backup, staging, protector, WatchedWork.Part(progress, 0, ShareOfUnpacking), cancellation);
            StoreVerification verdict;
            using (SecurityStore store = Open(staging, protector, time))
            {
                verdict = store.Verify(WatchedWork.Part(progress, ShareOfUnpacking, 1), cancellation);
                if (!verdict.IsValid) throw SecurityErrors.BackupMalformed(backup, verdict.Findings[0].Message);
                store.Append(new AuditNote(AuditAction.StoreRestored, store.Id) { Metadata = { ["file"] = System.IO.Path.GetFileName(backup) } }, durable: true);
            }

            if (move is not null) verdict = move(staging);
            if (Directory.Exists(target)) Directory.Delete(target);
            Directory.Move(staging, target);
            DurableRename.FlushFolder(System.IO.Path.GetDirectoryName(target)!);
            return verdict;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, target);
        }
        finally
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        }
    }
}
