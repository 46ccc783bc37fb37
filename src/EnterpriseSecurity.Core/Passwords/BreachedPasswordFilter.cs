using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Format = EnterpriseSecurity.Passwords.BreachedPasswordFilterFormat;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// A compact filter of breached passwords: 56 bits of each hash, sorted, in 5 bytes each. A password in the list is
/// always found; one that is not in it is taken for breached with a chance of (entries / 2^56), one in 72 million for a
/// thousand million entries. Counts are not kept. Everything read is checked before it is used. It may be used by
/// several threads.
/// </summary>
public sealed class BreachedPasswordFilter : BreachedPasswordList
{
    private readonly SafeFileHandle _file;
    private readonly byte[] _index;

    /// <summary>Opens a filter and checks its header and index.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedDataException">It is no filter, or is damaged.</exception>
    /// <exception cref="UnsupportedException">It is of a later version.</exception>
    public BreachedPasswordFilter(string path)
        : base(BreachedPasswordSource.Filter, Path.GetFullPath(path))
    {
        _file = OpenFile(Location);
        try
        {
            _index = new byte[Format.Buckets * Format.IndexEntrySize];
            Span<byte> header = stackalloc byte[Format.HeaderSize];
            Read(0, header);
            if (!header.StartsWith(Format.Magic)) throw SecurityErrors.BreachFilterDamaged(Location, "it does not begin as a filter");
            Read(Format.HeaderSize, _index);
            (Hash, Entries, MinimumCount) = Format.ReadHeader(Location, header, _index, RandomAccess.GetLength(_file));
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The number of passwords in it.</summary>
    public long Entries { get; }

    /// <summary>How often a password was seen at least to be taken into it.</summary>
    public long MinimumCount { get; }

    /// <summary>The chance that a password outside the list is taken for one in it.</summary>
    public double FalsePositiveRate => Entries / Math.Pow(2, Format.KeptBits);

    /// <summary>Builds a filter from a list. The file appears whole or not at all.</summary>
    /// <param name="list">The list: <see cref="BreachedPasswordFile"/> or <see cref="BreachedPasswordFolder"/>.</param>
    /// <param name="path">The filter's file.</param>
    /// <param name="minimumCount">Passwords seen less often are left out; those of unknown count never are.</param>
    /// <param name="overwrite">True to replace a file that exists.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops the work; nothing is left of it.</param>
    /// <exception cref="AlreadyExistsException">The file exists.</exception>
    /// <exception cref="MalformedDataException">The list is damaged or not sorted.</exception>
    /// <exception cref="UnsupportedException">The list is itself a filter or a service.</exception>
    public static BreachedPasswordImport Create(
        BreachedPasswordList list, string path, long minimumCount = 1, bool overwrite = false, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumCount, 1);
        string target = Path.GetFullPath(path);
        if (Path.Exists(target) && !overwrite) throw SecurityErrors.BreachFilterExists(target);
        using BreachedPasswordFilterWriter writer = new(list.Location, target);
        long read = 0;
        list.ReadAll(
            (hash, count) =>
            {
                read++;
                if (count is null || count >= minimumCount) writer.Add(hash);
            },
            progress,
            cancellation);
        writer.Publish(list.Hash, minimumCount, overwrite);
        return new BreachedPasswordImport
        {
            Path = target,
            Source = list.Location,
            Hash = list.Hash,
            Read = read,
            Entries = writer.Entries,
            MinimumCount = minimumCount,
            Size = Format.DataStart + (writer.Entries * Format.EntrySize),
            FalsePositiveRate = writer.Entries / Math.Pow(2, Format.KeptBits),
        };
    }

    /// <inheritdoc/>
    public override void Dispose() => _file.Dispose();

    /// <summary>True when a file begins as a filter does.</summary>
    internal static bool IsFilter(string path)
    {
        using SafeFileHandle file = OpenFile(path);
        Span<byte> start = stackalloc byte[Format.Magic.Length];
        return RandomAccess.Read(file, start, 0) == start.Length && start.SequenceEqual(Format.Magic);
    }

    internal override BreachedPasswordMatch FindHash(ReadOnlySpan<byte> hash, CancellationToken cancellation = default)
    {
        int bucket = Format.BucketOf(hash);
        long first = FirstOf(bucket);
        long next = FirstOf(bucket + 1);
        if (first < 0 || next < first || next > Entries || next - first > Format.LargestBucket / Format.EntrySize) throw SecurityErrors.BreachFilterDamaged(Location, $"bucket {bucket} cannot be where its index says");
        int length = (int)(next - first) * Format.EntrySize;
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> entries = rented.AsSpan(0, length);
            Read(Format.DataStart + (first * Format.EntrySize), entries);
            ulong check = BinaryPrimitives.ReadUInt64LittleEndian(_index.AsSpan((bucket * Format.IndexEntrySize) + 8));
            if (Format.CheckOf(bucket, entries) != check) throw SecurityErrors.BreachFilterDamaged(Location, $"bucket {bucket} was changed");
            return Match(Contains(entries, Format.EntryOf(hash)), null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static bool Contains(ReadOnlySpan<byte> entries, ReadOnlySpan<byte> wanted)
    {
        int low = 0;
        int high = entries.Length / Format.EntrySize;
        while (low < high)
        {
            int middle = (low + high) / 2;
            int order = entries.Slice(middle * Format.EntrySize, Format.EntrySize).SequenceCompareTo(wanted);
            if (order == 0) return true;
            if (order < 0) low = middle + 1;
            else high = middle;
        }

        return false;
    }

    private long FirstOf(int bucket) => bucket == Format.Buckets ? Entries : BinaryPrimitives.ReadInt64LittleEndian(_index.AsSpan(bucket * Format.IndexEntrySize));

    private void Read(long at, Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            int read = RandomAccess.Read(_file, into, at);
            if (read == 0) throw SecurityErrors.BreachFilterDamaged(Location, "it ends too early");
            into = into[read..];
            at += read;
        }
    }
}
