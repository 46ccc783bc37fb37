using System.Text;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>The embedded provider keeps the contract, and leaves no bytes of what was removed.</summary>
public sealed class SqliteRecordStoreTests : RecordStoreContract
{
    private string? _path;

    private protected override IRecordStore Connect(string folder, string? backup = null)
    {
        _path = Path.Combine(folder, "store.db");
        string path = backup ?? _path;
        return File.Exists(path) ? SqliteRecordStore.Open(path) : SqliteRecordStore.Create(path);
    }

    [Fact]
    public void The_bytes_of_a_removed_record_are_in_no_file_once_the_journal_is_purged()
    {
        byte[] mark = Encoding.ASCII.GetBytes("find-me-" + Guid.NewGuid());
        using IRecordStore store = Connect(Directory.CreateTempSubdirectory("es-purge-").FullName);
        string folder = Path.GetDirectoryName(_path)!;
        for (int i = 0; i < 20; i++) Write(store, writer => writer.Insert(Sample("secret", $"{i}") with { Body = [.. Enumerable.Repeat(mark, 200).SelectMany(bytes => bytes)] }));
        Assert.True(IsInAnyFile(folder, mark));
        for (int i = 0; i < 20; i++) Write(store, writer => writer.Delete("secret", $"{i}"));
        store.PurgeJournal();
        Assert.False(IsInAnyFile(folder, mark));
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static bool IsInAnyFile(string folder, byte[] mark) => Directory.EnumerateFiles(folder).Any(path =>
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(mark) >= 0;
    });
}
