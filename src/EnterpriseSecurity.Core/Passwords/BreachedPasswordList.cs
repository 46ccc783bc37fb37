using System.Security.Cryptography;
using EnterpriseSecurity.Storage;
using Microsoft.Win32.SafeHandles;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// A list of passwords that are known from breaches, by their hashes. A list that cannot be trusted to be whole is an
/// error, never the answer that a password is not in it.
/// </summary>
public abstract class BreachedPasswordList : IDisposable
{
    private protected BreachedPasswordList(BreachedPasswordSource source, string location)
    {
        Source = source;
        Location = location;
    }

    /// <summary>The kind of list.</summary>
    public BreachedPasswordSource Source { get; }

    /// <summary>The list's path or address.</summary>
    public string Location { get; }

    /// <summary>The hash that the list holds.</summary>
    public BreachedPasswordHash Hash { get; private protected init; }

    /// <summary>Opens a list on disk, of the kind that it turns out to be: a folder, a filter, or a sorted text file.</summary>
    /// <param name="path">The file or folder.</param>
    /// <exception cref="NotFoundException">There is neither.</exception>
    /// <exception cref="MalformedDataException">It is no such list, or not a whole one.</exception>
    /// <exception cref="UnsupportedException">It is a filter of a later version.</exception>
    public static BreachedPasswordList Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full)) return new BreachedPasswordFolder(full);
        return BreachedPasswordFilter.IsFilter(full) ? new BreachedPasswordFilter(full) : new BreachedPasswordFile(full);
    }

    /// <summary>Looks a password up.</summary>
    /// <param name="utf8Password">The password.</param>
    /// <param name="cancellation">Stops waiting for a service.</param>
    /// <exception cref="MalformedDataException">The list is damaged or not sorted.</exception>
    /// <exception cref="UnavailableException">The service did not answer as it should.</exception>
    public BreachedPasswordMatch Find(ReadOnlySpan<byte> utf8Password, CancellationToken cancellation = default)
    {
        Span<byte> hash = stackalloc byte[BreachedPasswordDigest.MaximumSize];
        hash = hash[..BreachedPasswordDigest.SizeOf(Hash)];
        try
        {
            BreachedPasswordDigest.Compute(Hash, utf8Password, hash);
            return FindHash(hash, cancellation);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(hash);
        }
    }

    /// <summary>Closes the list.</summary>
    public abstract void Dispose();

    /// <summary>Opens a list's file to read at any place in it.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedDataException">It is a pipe, a socket or a device.</exception>
    internal static SafeFileHandle OpenFile(string path)
    {
        if (!File.Exists(path)) throw SecurityErrors.BreachListNotFound(path);
        // Opening a pipe would wait for its writer, and a device has no end.
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        bool isFile = OperatingSystem.IsWindows() || UnixFile.Look(target) is { IsRegular: true };
        return isFile ? File.OpenHandle(path, options: FileOptions.RandomAccess) : throw SecurityErrors.BreachListMalformed(path, "it is no regular file");
    }

    /// <summary>Looks a hash up.</summary>
    internal abstract BreachedPasswordMatch FindHash(ReadOnlySpan<byte> hash, CancellationToken cancellation = default);

    /// <summary>Reads the whole list in the order of its hashes.</summary>
    /// <exception cref="UnsupportedException">This kind of list cannot be read whole.</exception>
    internal virtual void ReadAll(BreachedPasswordVisitor visit, IProgress<double>? progress, CancellationToken cancellation) =>
        throw SecurityErrors.BreachListNotReadable(Location);

    /// <summary>The answer for a count; none for a password that is not in the list, and zero is as much.</summary>
    private protected BreachedPasswordMatch Match(bool found, long? count) => new()
    {
        IsBreached = found && count != 0,
        Count = found && count != 0 ? count : null,
        Source = Source,
        Location = Location,
    };
}
