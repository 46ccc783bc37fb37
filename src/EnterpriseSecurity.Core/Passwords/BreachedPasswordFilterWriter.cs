using System.Buffers.Binary;
using EnterpriseSecurity.Storage;
using Format = EnterpriseSecurity.Passwords.BreachedPasswordFilterFormat;

namespace EnterpriseSecurity.Passwords;

/// <summary>Writes a filter beside its place, and puts it there when it is whole. It holds one bucket in memory.</summary>
internal sealed class BreachedPasswordFilterWriter : IDisposable
{
    private const int BufferSize = 1 << 20;

    private readonly string _list;
    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _stream;
    private readonly byte[] _index = new byte[Format.Buckets * Format.IndexEntrySize];
    private byte[] _entries = new byte[1 << 16];
    private int _length;
    private int _bucket;

    /// <param name="list">The list, for errors.</param>
    /// <param name="path">The filter's place.</param>
    public BreachedPasswordFilterWriter(string list, string path)
    {
        _list = list;
        _path = path;
        _temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        _stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
        _stream.Position = Format.DataStart;
    }

    /// <summary>The number of entries so far.</summary>
    public long Entries { get; private set; }

    /// <summary>Adds a hash; they come in their order.</summary>
    public void Add(ReadOnlySpan<byte> hash)
    {
        int bucket = Format.BucketOf(hash);
        while (_bucket < bucket) EndBucket();
        ReadOnlySpan<byte> entry = Format.EntryOf(hash);
        // Two hashes with the same 56 bits are one entry.
        if (_length > 0 && _entries.AsSpan(_length - Format.EntrySize, Format.EntrySize).SequenceEqual(entry)) return;
        if (_length == Format.LargestBucket) throw SecurityErrors.BreachListMalformed(_list, $"its hashes are not spread as hashes are, too many begin with {bucket:X4}");
        if (_length + Format.EntrySize > _entries.Length) Array.Resize(ref _entries, 2 * _entries.Length);
        entry.CopyTo(_entries.AsSpan(_length));
        _length += Format.EntrySize;
    }

    /// <summary>Ends the file and puts it in place.</summary>
    public void Publish(BreachedPasswordHash hash, long minimumCount, bool overwrite)
    {
        while (_bucket < Format.Buckets) EndBucket();
        _stream.Position = 0;
        _stream.Write(Format.WriteHeader(hash, Entries, minimumCount, _index));
        _stream.Write(_index);
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        if (overwrite) File.Move(_temporary, _path, overwrite: true);
        else PublishNew();
        DurableRename.FlushFolder(Path.GetDirectoryName(_path)!);
    }

    /// <summary>Takes away what was not published.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        Leftover.Remove(_temporary);
    }

    private void PublishNew()
    {
        try
        {
            DurableRename.WithoutOverwrite(_temporary, _path);
        }
        catch (IOException) when (Path.Exists(_path))
        {
            throw SecurityErrors.BreachFilterExists(_path);
        }
    }

    private void EndBucket()
    {
        ReadOnlySpan<byte> entries = _entries.AsSpan(0, _length);
        // Entries holds those of the buckets that ended, so it is where this one begins.
        Span<byte> place = _index.AsSpan(_bucket * Format.IndexEntrySize);
        BinaryPrimitives.WriteInt64LittleEndian(place, Entries);
        BinaryPrimitives.WriteUInt64LittleEndian(place[8..], Format.CheckOf(_bucket, entries));
        _stream.Write(entries);
        Entries += _length / Format.EntrySize;
        _length = 0;
        _bucket++;
    }
}
