using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace EnterpriseSecurity.Storage;

/// <summary>Whose a file is, its kind and its mode on Linux and macOS, and how to give a file to that owner.</summary>
internal readonly partial record struct UnixFile(uint Owner, uint Group, ushort KindAndMode)
{
    public const uint Root = 0;

    private const int KindMask = 0xF000;
    private const int KindFolder = 0x4000;
    private const int KindRegular = 0x8000;
    private const int KindLink = 0xA000;
    private const int NotPermitted = 1;
    private const int NoEntry = 2;
    private const int NotFolder = 20;
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicFields = 0x7ff;

    public static uint CurrentUser => GetEffectiveUser();

    public bool IsRegular => (KindAndMode & KindMask) == KindRegular;

    public bool IsFolder => (KindAndMode & KindMask) == KindFolder;

    public bool IsLink => (KindAndMode & KindMask) == KindLink;

    public UnixFileMode Mode => (UnixFileMode)(KindAndMode & 0xFFF);

    /// <summary>True when the group or everybody may write.</summary>
    public bool IsWritableByOthers => (Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0;

    /// <summary>Looks at a name itself, not at what a link points to; null when there is nothing.</summary>
    /// <exception cref="IOException">The system does not say.</exception>
    public static UnixFile? Look(string path)
    {
        // Larger than struct statx and macOS's struct stat.
        Span<byte> status = stackalloc byte[256];
        bool isLinux = OperatingSystem.IsLinux();
        int result = isLinux ? StatX(CurrentFolder, path, NoFollow, BasicFields, status)
            : RuntimeInformation.ProcessArchitecture == Architecture.X64 ? LinkStatX64(path, status)
            : LinkStat(path, status);
        if (result != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            return error is NoEntry or NotFolder ? null : throw Failure($"'{path}' cannot be looked at", error);
        }

        return isLinux ? Read(status[20..], status[24..], status[28..]) : Read(status[16..], status[20..], status[4..]);
    }

    /// <summary>Gives an open file this owner, group and mode. A group that its owner may not choose is left out, with its rights.</summary>
    /// <exception cref="IOException">The owner cannot be kept.</exception>
    [UnsupportedOSPlatform("windows")]
    public void ApplyTo(SafeFileHandle file)
    {
        UnixFileMode mode = Mode;
        if (!TryGive(file))
        {
            if (Owner != CurrentUser) throw Failure("The owner of the file cannot be kept", NotPermitted);
            mode &= ~(UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute);
        }

        File.SetUnixFileMode(file, mode);
    }

    /// <summary>Gives a new file, which keeps its mode, the owner and group of this folder if they are not the process's own.</summary>
    /// <exception cref="IOException">The owner cannot be set.</exception>
    public void GiveTo(SafeFileHandle file)
    {
        if (Owner != CurrentUser && !TryGive(file)) throw Failure("The new file cannot be given to the owner of its folder", NotPermitted);
    }

    /// <summary>Makes a folder, mode 0700, for the owner and group of this one, which it stands in.</summary>
    /// <exception cref="IOException">The folder cannot be made or given away.</exception>
    public void MakeFolder(string path)
    {
        OwnerOnlyFile.CreateFolder(path);
        if (Owner == CurrentUser) return;

        // By handle, and through no link: whoever owns the parent could put another thing in the folder's place.
        int descriptor = Open(path, FolderThroughNoLink());
        if (descriptor < 0) throw Failure($"The new folder '{path}' cannot be opened", Marshal.GetLastPInvokeError());
        using SafeFileHandle folder = new(descriptor, ownsHandle: true);
        GiveTo(folder);
    }

    private static UnixFile Read(ReadOnlySpan<byte> owner, ReadOnlySpan<byte> group, ReadOnlySpan<byte> mode) =>
        new(MemoryMarshal.Read<uint>(owner), MemoryMarshal.Read<uint>(group), MemoryMarshal.Read<ushort>(mode));

    private bool TryGive(SafeFileHandle file)
    {
        if (ChangeOwner(file, Owner, Group) == 0) return true;
        int error = Marshal.GetLastPInvokeError();
        return error == NotPermitted ? false : throw Failure("The owner of a file cannot be set", error);
    }

    // O_DIRECTORY and O_NOFOLLOW differ by system and processor.
    private static int FolderThroughNoLink() =>
        !OperatingSystem.IsLinux() ? 0x100000 | 0x100
        : RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le ? 0x4000 | 0x8000
        : 0x10000 | 0x20000;

    private static IOException Failure(string what, int error) => new($"{what}: {Marshal.GetPInvokeErrorMessage(error)}.", error);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    private static partial int ChangeOwner(SafeFileHandle file, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint fields, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "lstat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkStat(string path, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkStatX64(string path, Span<byte> status);
}
