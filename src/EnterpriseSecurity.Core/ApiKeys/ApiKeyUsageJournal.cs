using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;
using Microsoft.Win32.SafeHandles;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>
/// Where requests are counted before the store is told of them: files of lines of 64 bytes, one file of each process at
/// a time, which nobody else opens while it grows. A line is with the operating system when its request is answered, so
/// that it outlives its process; what a power cut may take are the last seconds. Each line carries a keyed hash.
/// </summary>
internal sealed class ApiKeyUsageJournal(string folder, KeyRing keys) : IDisposable
{
    private const int LineSize = 64;
    private const int MacSize = 8;
    private const int AddressAt = 14;
    private const int IdAt = 30;
    private const int LongestId = LineSize - MacSize - IdAt;
    private const string Extension = ".use";

    private readonly Lock _gate = new();
    private FileStream? _file;
    private SafeFileHandle? _handle;
    private Guid _name;
    private long _length;

    /// <summary>How many lines there are in this process's open file.</summary>
    public long Count => Volatile.Read(ref _length) / LineSize;

    /// <summary>Adds a line.</summary>
    /// <exception cref="UnavailableException">It cannot be written.</exception>
    public void Append(ApiKeyUse use)
    {
        try
        {
            lock (_gate)
            {
                if (_file is null)
                {
                    _file = Begin();
                    // A stream that is asked for its handle seeks each time.
                    _handle = _file.SafeFileHandle;
                }

                Span<byte> line = stackalloc byte[LineSize];
                Write(line, use, _length);
                RandomAccess.Write(_handle!, line, _length);
                _length += LineSize;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, folder);
        }
    }

    /// <summary>Ends this process's file, so that it can be read.</summary>
    public void End()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
            _handle = null;
            _length = 0;
        }
    }

    /// <summary>The files that are there, those of other processes too.</summary>
    public IReadOnlyList<string> List() => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal)] : [];

    /// <summary>Opens a file that no process writes to any more; null when one does, or when it is gone or another user's.</summary>
    public static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The lines of a file. A last one that is not whole, and whatever is not authentic, is left out.</summary>
    /// <returns>The lines, and how many there were that are not authentic.</returns>
    public (IReadOnlyList<ApiKeyUse> Uses, int Forged) Read(FileStream file)
    {
        List<ApiKeyUse> uses = [];
        int forged = 0;
        if (!Guid.TryParseExact(Path.GetFileNameWithoutExtension(file.Name), "N", out Guid name)) return ([], 1);
        Span<byte> line = stackalloc byte[LineSize];
        Span<byte> mac = stackalloc byte[MacSize];
        for (long at = 0; file.ReadAtLeast(line, LineSize, throwOnEndOfStream: false) == LineSize; at += LineSize)
        {
            Authenticate(line, name, at, mac);
            if (CryptographicOperations.FixedTimeEquals(mac, line[^MacSize..])) uses.Add(Parse(line));
            else forged++;
        }

        return (uses, forged);
    }

    public void Dispose() => End();

    private FileStream Begin()
    {
        OwnerOnlyFile.CreateFolder(folder);
        for (int attempt = 0; ; attempt++)
        {
            _name = Guid.NewGuid();
            try
            {
                string path = Path.Combine(folder, _name.ToString("N") + Extension);
                FileStream file = OwnerOnlyFile.OpenOrCreate(path, FileShare.None);
                // Between its making and its lock another process may have found it, empty, and taken it away.
                if (File.Exists(path)) return file;
                file.Dispose();
            }
            catch (IOException) when (attempt < 3)
            {
                // It is just about to.
            }
        }
    }

    // The moment 8, the refusal 1, the size of the address 1, reserved 4, the address 16, the id 26, the mac 8.
    private void Write(Span<byte> line, ApiKeyUse use, long at)
    {
        line.Clear();
        BinaryPrimitives.WriteInt64BigEndian(line, use.At.ToUnixTimeMilliseconds());
        line[8] = (byte)use.Refusal;
        if (use.Address is not null && use.Address.TryWriteBytes(line[AddressAt..], out int size)) line[9] = (byte)size;
        Encoding.ASCII.GetBytes(use.Id, line.Slice(IdAt, LongestId));
        Authenticate(line, _name, at, line[^MacSize..]);
    }

    private static ApiKeyUse Parse(ReadOnlySpan<byte> line)
    {
        int size = line[9];
        IPAddress? address = size is 4 or 16 ? new IPAddress(line.Slice(AddressAt, size)) : null;
        string id = Encoding.ASCII.GetString(line.Slice(IdAt, LongestId)).TrimEnd('\0');
        return new ApiKeyUse(id, DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(line)), (ApiKeyRefusal)line[8], address);
    }

    // Bound to its file and its place in it.
    private void Authenticate(ReadOnlySpan<byte> line, Guid name, long at, Span<byte> mac)
    {
        Span<byte> covered = stackalloc byte[16 + 8 + LineSize - MacSize];
        name.TryWriteBytes(covered, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(covered[16..], at);
        line[..^MacSize].CopyTo(covered[24..]);
        Span<byte> full = stackalloc byte[32];
        keys.Authenticate(KeyPurpose.Usage, covered, full);
        full[..MacSize].CopyTo(mac);
    }
}
