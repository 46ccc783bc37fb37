using System.Text;
using EnterpriseSecurity.Providers;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>The embedded provider keeps the contract, and leaves no bytes of what was removed.</summary>
public sealed class SqliteRecordStoreTests : RecordStoreContract
{
    private protected override IRecordStore Connect(string folder, string? backup) => Connect(backup ?? Path.Combine(folder, "store.db"));

    /// <summary>The one way by which tests reach this provider: opens a database, or makes it.</summary>
    internal static IRecordStore Connect(string path) =>
        File.Exists(path) ? LibraryProviders.Current.OpenRecordStore(path) : LibraryProviders.Current.CreateRecordStore(path);

    [Fact]
    public void Own_committed_writes_leave_the_change_stamp_as_it_is()
    {
        string folder = Directory.CreateTempSubdirectory("es-stamp-").FullName;
        using (IRecordStore store = Connect(Path.Combine(folder, "store.db")))
        {
            long before = store.Read(reader => reader.ChangeStamp());
            Write(store, writer => writer.WriteHead([1]));
            Write(store, writer => writer.Insert(Sample("secret", "a")));
            Assert.Equal(before, store.Read(reader => reader.ChangeStamp()));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_read_whose_transaction_SQLite_ended_fails_with_the_reason_for_that()
    {
        string folder = Directory.CreateTempSubdirectory("es-ended-").FullName;
        using (IRecordStore store = Connect(Path.Combine(folder, "store.db")))
        {
            Assert.Throws<InvalidOperationException>(() => store.Read<bool>(reader =>
            {
                // SQLite does so by itself when the disk fails.
                reader.GetType().GetMethod("TryRollBack")!.Invoke(reader, null);
                throw new InvalidOperationException();
            }));
            Write(store, writer => writer.WriteHead([1]));
            Assert.Equal([1], store.Read(reader => reader.ReadHead())!);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_bytes_of_a_removed_record_are_in_no_file_once_the_journal_is_purged()
    {
        byte[] mark = Encoding.ASCII.GetBytes("find-me-" + Guid.NewGuid());
        string folder = Directory.CreateTempSubdirectory("es-purge-").FullName;
        using IRecordStore store = Connect(Path.Combine(folder, "store.db"));
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
