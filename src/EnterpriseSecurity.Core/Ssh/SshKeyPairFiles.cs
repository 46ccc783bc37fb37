using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// The two files of a key pair, and the hidden ones beside them while they change. A new private key is first
/// staged, whole and durable, under a hidden name; then its audit entry is committed; then it is put in place. What
/// a crash leaves behind is finished or taken back by <see cref="Settle"/>.
/// </summary>
internal sealed class SshKeyPairFiles
{
    public const string PublicSuffix = ".pub";
    private const string NextSuffix = ".next";
    private const string RemovedSuffix = ".removed";
    private const int LargestFile = 1024 * 1024;

    private readonly string _folder;
    private readonly string _next;
    private readonly string _removed;

    public SshKeyPairFiles(string path)
    {
        PrivatePath = Path.GetFullPath(path);
        _folder = Path.GetDirectoryName(PrivatePath)!;
        string name = Path.GetFileName(PrivatePath);
        _next = Path.Combine(_folder, $".{name}{NextSuffix}");
        _removed = Path.Combine(_folder, $".{name}{RemovedSuffix}");
    }

    public string PrivatePath { get; }

    public string PublicPath => PrivatePath + PublicSuffix;

    public bool Exists => File.Exists(PrivatePath);

    /// <summary>True while a change is under way, or after one that a crash cut off.</summary>
    public bool IsUnsettled => File.Exists(_next) || File.Exists(_removed) || File.Exists(_removed + PublicSuffix);

    /// <summary>The hidden files that <see cref="Stage"/> writes.</summary>
    public string[] StagedFiles => [_next, _next + PublicSuffix];

    /// <summary>The names of the keys in a folder that a crash left unsettled.</summary>
    public static IEnumerable<string> FindUnsettled(string folder) =>
        Directory.EnumerateFiles(folder, ".*")
            .Select(Path.GetFileName)
            .Select(file => file!.EndsWith(PublicSuffix, StringComparison.Ordinal) ? file[..^PublicSuffix.Length] : file)
            .Where(file => file.EndsWith(NextSuffix, StringComparison.Ordinal) || file.EndsWith(RemovedSuffix, StringComparison.Ordinal))
            .Select(file => file[1..file.LastIndexOf('.')])
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();

    /// <summary>What the store remembers of a private key file, to know it again.</summary>
    public static string DigestOf(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file));

    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedDataException">It is larger than any key.</exception>
    public SecretBuffer ReadPrivate() => ReadFile(PrivatePath);

    public static SecretBuffer ReadFile(string path)
    {
        try
        {
            // A pipe would be waited for without an end.
            if (!OperatingSystem.IsWindows() && UnixFile.Look(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path) is { IsRegular: false, IsFolder: false })
            {
                throw SecurityErrors.SshMalformed(SshData.Key, "it is not a plain file.");
            }

            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (stream.Length > LargestFile) throw SecurityErrors.SshMalformed(SshData.Key, "it is larger than 1 MiB.");
            SecretBuffer content = new((int)stream.Length);
            stream.ReadExactly(content.Span);
            return content;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw SecurityErrors.SshKeyFileMissing(path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.SshKeyFileUnavailable(path, error);
        }
    }

    /// <summary>The public key beside the private one, or null when there is none that can be read.</summary>
    public SshPublicKey? TryReadPublic()
    {
        try
        {
            return File.Exists(PublicPath) ? SshPublicKey.Parse(File.ReadAllText(PublicPath)) : null;
        }
        catch (Exception error) when (error is SecurityException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps others from changing keys in the folder until it is disposed; null where that cannot be, or there is no folder.</summary>
    /// <exception cref="UnavailableException">Somebody held it for a minute.</exception>
    public IDisposable? Hold()
    {
        try
        {
            if (!OperatingSystem.IsWindows()) return UnixFolderLock.Take(_folder, FileLock.LongestWait);
            return Directory.Exists(_folder) ? FolderLock.Take(_folder) : null;
        }
        catch (UnavailableException error)
        {
            throw SecurityErrors.SshKeyFileUnavailable(PrivatePath, error);
        }
    }

    /// <summary>Refuses a place where there is a file already.</summary>
    /// <exception cref="AlreadyExistsException">There is one.</exception>
    public void ExpectAbsent()
    {
        foreach (string path in new[] { PrivatePath, PublicPath })
        {
            if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null) throw SecurityErrors.SshKeyFileExists(path);
        }
    }

    /// <summary>Refuses a symbolic link: replacing or overwriting through it would hit another file.</summary>
    /// <exception cref="InvalidStateException">The private key file is one.</exception>
    public void ExpectNoLink()
    {
        if (new FileInfo(PrivatePath).LinkTarget is { } target) throw SecurityErrors.SshKeyFileIsLink(PrivatePath, target);
    }

    /// <summary>Writes the next pair under hidden names.</summary>
    /// <param name="privateFile">The private key file's bytes.</param>
    /// <param name="publicKey">The public key.</param>
    /// <param name="flush">False when the caller flushes the whole file system afterwards.</param>
    public void Stage(ReadOnlySpan<byte> privateFile, SshPublicKey publicKey, bool flush = true)
    {
        try
        {
            File.Delete(_next);
            File.Delete(_next + PublicSuffix);
            OwnerOnlyFile.WriteUnflushed(_next + PublicSuffix, Encoding.UTF8.GetBytes(publicKey.ToOpenSsh() + "\n"));
            OwnerOnlyFile.WriteUnflushed(_next, privateFile);
            if (flush) DurableRename.FlushFiles(_folder, StagedFiles);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.SshKeyFileUnavailable(PrivatePath, error);
        }
    }

    /// <summary>Puts the staged pair in place of what is there.</summary>
    public void Publish(bool flush = true) => Guard(() =>
    {
        // The hidden private key is what tells Settle that there is something to finish, so it goes last.
        if (File.Exists(_next + PublicSuffix)) File.Move(_next + PublicSuffix, PublicPath, overwrite: true);
        if (File.Exists(_next)) File.Move(_next, PrivatePath, overwrite: true);
        if (flush) DurableRename.FlushFolder(_folder);
    });

    /// <summary>
    /// Opens the private key file that is to be replaced, which a rename leaves on the disk as it was; null on Windows,
    /// where no open file can be replaced.
    /// </summary>
    public FileStream? OpenReplaced()
    {
        if (OperatingSystem.IsWindows()) return null;
        FileStream? replaced = null;
        Guard(() => replaced = FileErasure.Open(PrivatePath, FileShare.ReadWrite | FileShare.Delete));
        return replaced;
    }

    /// <summary>Overwrites what was replaced, once the file with this digest is in its place.</summary>
    public void EraseReplaced(FileStream? replaced, string digest)
    {
        if (replaced is null) return;
        using SecretBuffer present = ReadPrivate();
        if (DigestOf(present.Span) == digest) Guard(() => FileErasure.Overwrite(replaced));
    }

    /// <summary>Throws the staged pair away.</summary>
    public void Discard() => Guard(() =>
    {
        FileErasure.Erase(_next);
        File.Delete(_next + PublicSuffix);
    });

    /// <summary>Hides the pair, so that it can still be put back.</summary>
    public void SetAside() => Guard(() =>
    {
        if (File.Exists(PublicPath)) File.Move(PublicPath, _removed + PublicSuffix, overwrite: true);
        if (Exists) File.Move(PrivatePath, _removed, overwrite: true);
        DurableRename.FlushFolder(_folder);
    });

    /// <summary>Brings the hidden pair back.</summary>
    public void PutBack() => Guard(() =>
    {
        if (File.Exists(_removed) && !Exists) File.Move(_removed, PrivatePath);
        if (File.Exists(_removed + PublicSuffix) && !File.Exists(PublicPath)) File.Move(_removed + PublicSuffix, PublicPath);
        DurableRename.FlushFolder(_folder);
    });

    /// <summary>Overwrites and deletes the hidden pair.</summary>
    public void EraseAside() => Guard(() =>
    {
        FileErasure.Erase(_removed);
        File.Delete(_removed + PublicSuffix);
        DurableRename.FlushFolder(_folder);
    });

    /// <summary>A path with the time in it where there is no file yet, for a copy of the private key file.</summary>
    public string BackupPath(DateTimeOffset at)
    {
        string stem = $"{PrivatePath}.backup.{at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        string target = stem;
        for (int i = 2; File.Exists(target) || File.Exists(target + PublicSuffix); i++) target = $"{stem}-{i}";
        return target;
    }

    /// <summary>Copies the pair to names with the time in them.</summary>
    /// <returns>The copy of the private key file.</returns>
    public string BackUp(ReadOnlySpan<byte> privateFile, DateTimeOffset at)
    {
        string target = BackupPath(at);
        try
        {
            OwnerOnlyFile.WriteNew(target, privateFile);
            if (File.Exists(PublicPath)) OwnerOnlyFile.WriteNew(target + PublicSuffix, File.ReadAllBytes(PublicPath));
            return target;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.SshKeyFileUnavailable(target, error);
        }
    }

    /// <summary>Overwrites and deletes a pair that nothing refers to any more.</summary>
    public static void Erase(string path)
    {
        try
        {
            FileErasure.Erase(path);
            File.Delete(path + PublicSuffix);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.SshKeyFileUnavailable(path, error);
        }
    }

    /// <summary>
    /// Finishes or takes back what a crash cut off; the caller holds the folder. A staged key whose digest the store
    /// knows was committed, and so is put in place; any other was not. A hidden pair whose record is gone was removed.
    /// </summary>
    /// <param name="digest">The digest of the private key file that the store knows, or null when it knows none.</param>
    public void Settle(string? digest)
    {
        if (!IsUnsettled && !File.Exists(_next + PublicSuffix)) return;
        if (digest is null) EraseAside();
        else PutBack();
        bool committed = false;
        if (digest is not null && File.Exists(_next))
        {
            using SecretBuffer staged = ReadFile(_next);
            committed = DigestOf(staged.Span) == digest;
        }

        if (committed) Publish();
        else Discard();
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.SshKeyFileUnavailable(PrivatePath, error);
        }
    }
}
