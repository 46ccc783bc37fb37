using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// What sshd's StrictModes demands: the file, and every folder above it up to the account's home (or to the root,
/// when the file is elsewhere), belongs to the account or to root and is not writable by others.
/// </summary>
internal static class SshPermissionCheck
{
    private const string FolderName = ".ssh";

    /// <param name="path">The path as sshd is given it.</param>
    /// <param name="file">The file that it leads to.</param>
    public static List<SshPermissionFinding> Run(string path, AccountFile file)
    {
        if (OperatingSystem.IsWindows()) return OnWindows(file);
        string? home = Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && Path.GetFileName(folder) == FolderName
            ? AccountFile.Find(Path.GetDirectoryName(folder)!).Path
            : null;
        UnixFile? found = UnixFile.Look(file.Path);
        uint account = FindAccount(home, found);
        List<SshPermissionFinding> findings = [];
        if (found is { IsRegular: false }) findings.Add(SshPermissionFinding.Of(file.Path, SshPermissionProblem.NotAFile));
        for (string? checkedPath = file.Path; checkedPath is not null; checkedPath = checkedPath == home ? null : Path.GetDirectoryName(checkedPath))
        {
            if (UnixFile.Look(checkedPath) is not { } status) continue;
            if (status.IsWritableByOthers) findings.Add(SshPermissionFinding.Of(checkedPath, SshPermissionProblem.WritableByOthers));
            if (status.Owner != UnixFile.Root && status.Owner != account) findings.Add(SshPermissionFinding.Of(checkedPath, SshPermissionProblem.OwnedByOther));
        }

        return findings;
    }

    // Whose keys these are is not written in the file: the home folder's owner, else the file's, else whoever asks.
    private static uint FindAccount(string? home, UnixFile? file)
    {
        if (home is not null && UnixFile.Look(home) is { } folder && folder.Owner != UnixFile.Root) return folder.Owner;
        return file?.Owner ?? UnixFile.CurrentUser;
    }

    private static List<SshPermissionFinding> OnWindows(AccountFile file) =>
    [
        .. new[] { file.Path, file.Folder }
            .Where(path => Path.Exists(path) && !OwnerOnlyFile.IsOwnerOnly(path))
            .Select(path => SshPermissionFinding.Of(path, SshPermissionProblem.WritableByOthers)),
    ];
}
