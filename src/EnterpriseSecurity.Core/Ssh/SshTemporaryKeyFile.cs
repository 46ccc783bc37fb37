using System.Diagnostics;
using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// Private keys in files for as long as a program needs them: owner-only from the start, in memory where the system
/// has a folder for that, and erased at the end of the process at the latest. Files of processes that were killed
/// are erased when the next one is made.
/// </summary>
public sealed class SshTemporaryKeyFile : IDisposable
{
    private const string FolderPrefix = "es-ssh-";
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, SshTemporaryKeyFile> Known = new(StringComparer.Ordinal);
    private static bool s_registered;

    private readonly SecurityStore? _store;

    private SshTemporaryKeyFile(string path, DateTimeOffset createdAt, SshPublicKey? publicKey, SecurityStore? store)
    {
        Path = path;
        CreatedAt = createdAt;
        Fingerprint = publicKey?.GetFingerprint();
        _store = store;
    }

    /// <summary>The file, absolute.</summary>
    public string Path { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The key's SHA-256 fingerprint; null when its passphrase hides it.</summary>
    public string? Fingerprint { get; }

    /// <summary>The files of this process that have not been cleared.</summary>
    public static IReadOnlyList<SshTemporaryKeyFile> All
    {
        get
        {
            lock (Gate) return [.. Known.Values.OrderBy(file => file.CreatedAt)];
        }
    }

    /// <summary>Writes a private key to a new temporary file.</summary>
    /// <param name="content">The private key file's bytes, in any format that is read; they are written as they are.</param>
    /// <param name="store">The store whose audit trail is told; none when null.</param>
    /// <exception cref="MalformedDataException">It is no private key.</exception>
    public static SshTemporaryKeyFile Create(ReadOnlyMemory<byte> content, EnterpriseSecurityManager? store = null)
    {
        AuditNote note = new(AuditAction.SshTemporaryKeyCreated, "-");
        SshPrivateKeyFileInfo info = store is null ? SshPrivateKeyFile.Inspect(content.Span) : store.Store.Attempt(note, () => SshPrivateKeyFile.Inspect(content.Span));
        EraseLeftovers();
        string folder = System.IO.Path.Combine(Root, string.Create(CultureInfo.InvariantCulture, $"{FolderPrefix}{Environment.ProcessId}-{Guid.NewGuid():N}"));
        SshTemporaryKeyFile file = new(System.IO.Path.Combine(folder, "key"), DateTimeOffset.UtcNow, info.PublicKey, store?.Store);
        note.Resource = file.Path;
        lock (Gate)
        {
            if (!s_registered) AppDomain.CurrentDomain.ProcessExit += (_, _) => ClearAll();
            s_registered = true;
            Known.Add(file.Path, file);
        }

        try
        {
            OwnerOnlyFile.CreateFolder(folder);
            using (FileStream stream = OwnerOnlyFile.CreateNew(file.Path)) stream.Write(content.Span);
            store?.Store.Append(note, durable: true);
            return file;
        }
        catch (Exception error)
        {
            // Whatever failed, no private key stays on disk that nobody is told of.
            file.Erase();
            if (error is IOException or UnauthorizedAccessException) throw SecurityErrors.SshKeyFileUnavailable(file.Path, error);
            throw;
        }
    }

    /// <summary>Clears a file of this process.</summary>
    /// <exception cref="NotFoundException">It is none, or it has been cleared.</exception>
    public static void Clear(string path)
    {
        SshTemporaryKeyFile? file;
        lock (Gate) Known.TryGetValue(System.IO.Path.GetFullPath(path), out file);
        (file ?? throw SecurityErrors.SshTemporaryKeyUnknown(path)).Dispose();
    }

    /// <summary>Clears every file of this process. It goes on when one cannot be cleared.</summary>
    public static void ClearAll()
    {
        foreach (SshTemporaryKeyFile file in All)
        {
            try
            {
                file.Dispose();
            }
            catch (SecurityException)
            {
                // The process ends, and there is nobody to tell; the next one that makes such a file tries again.
            }
        }
    }

    /// <summary>Overwrites and deletes the file. Doing it twice is no error.</summary>
    /// <exception cref="UnavailableException">The file cannot be deleted.</exception>
    public void Dispose()
    {
        lock (Gate)
        {
            if (!Known.ContainsKey(Path)) return;
        }

        try
        {
            Erase();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.SshKeyFileUnavailable(Path, error);
        }

        if (_store is { IsOpen: true }) _store.Append(new AuditNote(AuditAction.SshTemporaryKeyCleared, Path), durable: true);
    }

    /// <summary>Says where it is.</summary>
    public override string ToString() => Path;

    // The runtime folder is in memory and belongs to the user alone; the temporary one is the next best.
    private static string Root =>
        Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime) && OwnerOnlyFile.IsOwnerOnly(runtime)
            ? runtime
            : System.IO.Path.GetTempPath();

    private static void EraseLeftovers()
    {
        // In a folder that everybody writes to, an administrator could be led to erase what is not his.
        if (!Directory.Exists(Root) || (Environment.IsPrivilegedProcess && !OwnerOnlyFile.IsOwnerOnly(Root))) return;
        foreach (string folder in Directory.EnumerateDirectories(Root, FolderPrefix + "*"))
        {
            string[] parts = System.IO.Path.GetFileName(folder)[FolderPrefix.Length..].Split('-');
            if (parts.Length != 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out int process) || IsRunning(process)) continue;
            try
            {
                if (!IsOwn(folder)) continue;
                FileErasure.Erase(System.IO.Path.Combine(folder, "key"));
                Directory.Delete(folder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Another user's, or another process is at it.
            }
        }
    }

    // Where others can write, a link of theirs could lead to a file of this user.
    private static bool IsOwn(string folder) => OperatingSystem.IsWindows()
        ? new DirectoryInfo(folder).LinkTarget is null
        : UnixFile.Look(folder) is { IsFolder: true } found && found.Owner == UnixFile.CurrentUser;

    private static bool IsRunning(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void Erase()
    {
        FileErasure.Erase(Path);
        string folder = System.IO.Path.GetDirectoryName(Path)!;
        if (Directory.Exists(folder)) Directory.Delete(folder);
        lock (Gate) Known.Remove(Path);
    }
}
