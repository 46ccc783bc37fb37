using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>
/// What every provider of <see cref="IRecordStore"/> keeps to. A provider's tests derive from this and say only how
/// to connect; two connections stand for two processes.
/// </summary>
public abstract partial class RecordStoreContract : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("es-contract-").FullName;
    private IRecordStore? _store;

    /// <summary>A further connection to this test's store, which the first one makes; or one to a backup of it.</summary>
    private protected abstract IRecordStore Connect(string folder, string? backup);

    private IRecordStore Store => _store ??= Connect(_folder, backup: null);

    public virtual void Dispose()
    {
        _store?.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [ProviderFact]
    public void Every_column_comes_back_as_it_was()
    {
        StoredRecord whole = Sample("secret", "a") with
        {
            Revision = 1, Name = "Größe 漢字 𝄞", NameKey = "größe 漢字 𝄞", State = "deleted", CreatedAt = -1, UpdatedAt = long.MaxValue, ExpiresAt = 0,
            Tags = "{\"k\":\"'\\\"\"}", Attributes = "{}", KeyVersion = 7, Cipher = BodyCipher.Fernet, WrappedKey = [0, 255], Body = new byte[300_000], Seal = [1],
        };
        StoredRecord bare = Sample("secret", "b") with { Name = null, NameKey = null, ExpiresAt = null, Body = [] };
        Write(writer => writer.Insert(whole));
        Write(writer => writer.Insert(bare));

        AssertSame(whole, Read(reader => reader.Find("secret", "a")));
        AssertSame(bare, Read(reader => reader.Find("secret", "b")));
        AssertSame(whole, Read(reader => reader.FindByName("secret", "größe 漢字 𝄞")));
        Assert.Null(Read(reader => reader.Find("other", "a")));
        Assert.Null(Read(reader => reader.Find("secret", "A")));
        Assert.Null(Read(reader => reader.FindByName("other", "größe 漢字 𝄞")));
    }

    [ProviderFact]
    public void A_text_that_no_database_keeps_is_not_found()
    {
        foreach (string text in new[] { "a\0b", "a\ud800b" })
        {
            Assert.Null(Read(reader => reader.Find("secret", text)));
            Assert.Null(Read(reader => reader.FindByName("secret", text)));
            Assert.Null(Store.Find("secret", text));
        }
    }

    [ProviderFact]
    public void An_id_and_a_name_are_unique_in_their_collection()
    {
        Write(writer => writer.Insert(Sample("secret", "a", "name")));
        AssertError("RecordExists", () => Write(writer => writer.Insert(Sample("secret", "a"))));
        AssertError("RecordExists", () => Write(writer => writer.Insert(Sample("secret", "b", "name"))));
        Write(writer => writer.Insert(Sample("ssh-key", "a", "name")));
        Write(writer => writer.Insert(Sample("secret", "c")));
        Write(writer => writer.Insert(Sample("secret", "d")));
        AssertError("RecordExists", () => Write(writer => writer.Update(Sample("secret", "c", "name") with { Revision = 2 })));
        Assert.Equal(["a", "c", "d"], Read(reader => reader.List("secret", "", 10)).Select(record => record.Id));
    }

    [ProviderFact]
    public void A_name_is_free_again_once_its_record_gave_it_up_or_is_gone()
    {
        Write(writer => writer.Insert(Sample("secret", "a", "name")));
        Write(writer => writer.Update(Sample("secret", "a") with { Name = "name", Revision = 2 }));
        Write(writer => writer.Insert(Sample("secret", "b", "name")));
        Write(writer => writer.Delete("secret", "b"));
        Write(writer => writer.Insert(Sample("secret", "c", "name")));
        Assert.Equal("c", Read(reader => reader.FindByName("secret", "name"))!.Id);
    }

    [ProviderFact]
    public void A_record_can_be_replaced_by_its_next_revision_only()
    {
        Write(writer => writer.Insert(Sample("secret", "a")));
        StoredRecord next = Sample("secret", "a", "new") with { Revision = 2, State = "retired", Body = [9] };
        Write(writer => writer.Update(next));
        AssertSame(next, Read(reader => reader.Find("secret", "a")));
        AssertError("RecordChangedMeanwhile", () => Write(writer => writer.Update(next)));
        AssertError("RecordChangedMeanwhile", () => Write(writer => writer.Update(next with { Revision = 4 })));
        AssertError("RecordChangedMeanwhile", () => Write(writer => writer.Update(Sample("secret", "none") with { Revision = 2 })));
        AssertSame(next, Read(reader => reader.Find("secret", "a")));
    }

    [ProviderFact]
    public void A_removed_record_is_gone_and_removing_none_is_no_failure()
    {
        Write(writer => writer.Insert(Sample("secret", "a", "name")));
        Write(writer => writer.Insert(Sample("ssh-key", "a")));
        Write(writer => writer.Delete("secret", "a"));
        Write(writer => writer.Delete("secret", "a"));
        Assert.Null(Read(reader => reader.Find("secret", "a")));
        Assert.Null(Read(reader => reader.FindByName("secret", "name")));
        Assert.NotNull(Read(reader => reader.Find("ssh-key", "a")));
    }

    [ProviderFact]
    public void Lists_are_in_the_order_of_the_ids_bytes_whatever_the_locale_and_come_in_pages()
    {
        string[] ids = ["-", "0", "A", "B", "Z", "_", "a", "a.1", "a.10", "a.2", "b", "ä", "漢"];
        foreach (string id in ids.Reverse()) Write(writer => writer.Insert(Sample("secret", id)));
        Write(writer => writer.Insert(Sample("other", "m")));

        Assert.Equal(ids, Read(reader => reader.List("secret", "", 100)).Select(record => record.Id));
        Assert.Equal(["a.1", "a.10", "a.2"], Read(reader => reader.List("secret", "a", 3)).Select(record => record.Id));
        Assert.Equal(["b"], Read(reader => reader.List("secret", "a.2", 1)).Select(record => record.Id));
        Assert.Empty(Read(reader => reader.List("secret", "漢", 10)));
        Assert.Empty(Read(reader => reader.List("none", "", 10)));

        List<string> walked = [];
        (string collection, string id) at = ("", "");
        while (true)
        {
            IReadOnlyList<StoredRecord> page = Read(reader => reader.ListAll(at.collection, at.id, 4));
            walked.AddRange(page.Select(record => $"{record.Collection}/{record.Id}"));
            if (page.Count < 4) break;
            at = (page[^1].Collection, page[^1].Id);
        }

        Assert.Equal(["other/m", .. ids.Select(id => $"secret/{id}")], walked);
    }

    [ProviderFact]
    public void Counts_are_by_state_and_by_data_key()
    {
        Write(writer => writer.Insert(Sample("secret", "a")));
        Write(writer => writer.Insert(Sample("secret", "b") with { State = "deleted", KeyVersion = 2 }));
        Write(writer => writer.Insert(Sample("other", "c") with { KeyVersion = 2 }));
        Assert.Equal(1, Read(reader => reader.Count("secret", "active")));
        Assert.Equal(1, Read(reader => reader.Count("secret", "deleted")));
        Assert.Equal(0, Read(reader => reader.Count("none", "active")));
        Assert.Equal([new(1, 1), new(2, 2)], Read(reader => reader.CountByKey()).OrderBy(pair => pair.Key));
    }

    [ProviderFact]
    public void Data_keys_come_oldest_first_and_every_change_of_them_shows_in_the_stamp()
    {
        List<long> stamps = [Read(reader => reader.DataKeyStamp())];
        foreach (Action<IRecordWriter> change in new Action<IRecordWriter>[]
        {
            writer => writer.InsertDataKey(new StoredDataKey(2, DataKeyKind.Rsa2048, 5, [2])),
            writer => writer.InsertDataKey(new StoredDataKey(1, DataKeyKind.Symmetric, 4, [1])),
            writer => writer.InsertDataKey(new StoredDataKey(3, DataKeyKind.Symmetric, 6, [3])),
            writer => writer.DeleteDataKey(1),
        })
        {
            Write(change);
            stamps.Add(Read(reader => reader.DataKeyStamp()));
        }

        Assert.All(stamps.Zip(stamps.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal([(2L, DataKeyKind.Rsa2048, 5L, (byte)2), (3L, DataKeyKind.Symmetric, 6L, (byte)3)], Read(reader => reader.ReadDataKeys()).Select(key => (key.Version, key.Kind, key.CreatedAt, key.Wrapped[0])));
    }

    [ProviderFact]
    public void The_outbox_gives_its_lines_in_order_until_they_are_trimmed()
    {
        foreach (long sequence in new[] { 9L, 10, 100 }) Write(writer => writer.AppendOutbox(new OutboxLine(sequence, [(byte)sequence])));
        Assert.Equal([9L, 10], Read(reader => reader.ReadOutbox(2)).Select(line => line.Sequence));
        Assert.Equal([100], Read(reader => reader.ReadOutbox(10))[2].Line);
        Write(writer => writer.TrimOutbox(10));
        Assert.Equal([100L], Read(reader => reader.ReadOutbox(10)).Select(line => line.Sequence));
        Write(writer => writer.TrimOutbox(5));
        Assert.Single(Read(reader => reader.ReadOutbox(10)));
    }

    [ProviderFact]
    public void A_backup_is_the_store_as_it_stood_and_a_sound_store_has_no_findings()
    {
        Write(writer => writer.Insert(Sample("secret", "a")));
        Write(writer => writer.WriteHead([1, 2]));
        string path = Path.Combine(_folder, "backup");
        Store.BackUp(path);
        Write(writer => writer.Delete("secret", "a"));
        using IRecordStore backup = Connect(_folder, path);
        AssertSame(Sample("secret", "a"), backup.Read(reader => reader.Find("secret", "a")));
        Assert.Equal([1, 2], backup.Read(reader => reader.ReadHead())!);
        Assert.ThrowsAny<IOException>(() => Store.BackUp(path));
        Assert.Empty(Store.CheckStructure());
        Assert.Empty(backup.CheckStructure());
    }

    [ProviderFact]
    public void A_closed_store_says_so()
    {
        IRecordStore store = Connect(_folder, backup: null);
        store.Dispose();
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => store.Read(reader => reader.ReadHead()));
        Assert.Throws<ObjectDisposedException>(() => store.Write(_ => true, durable: true));
    }

    private protected static StoredRecord Sample(string collection, string id, string? name = null) => new()
    {
        Collection = collection, Id = id, Revision = 1, Name = name, NameKey = name, State = "active", CreatedAt = 1, UpdatedAt = 2,
        Tags = "{}", Attributes = "{}", KeyVersion = 1, Cipher = BodyCipher.Aes256Gcm, WrappedKey = [1, 2], Body = [3, 4], Seal = [5, 6],
    };

    private protected T Read<T>(Func<IRecordReader, T> work) => Store.Read(work);

    private protected void Write(Action<IRecordWriter> work, bool durable = true) => Write(Store, work, durable);

    private protected static void Write(IRecordStore store, Action<IRecordWriter> work, bool durable = true) => store.Write(
        writer =>
        {
            work(writer);
            return true;
        },
        durable);

    private static void AssertError(string id, Action action) => Assert.Equal(id, Assert.ThrowsAny<SecurityException>(action).ErrorId);

    // A record's equality does not look into its arrays.
    private static void AssertSame(StoredRecord expected, StoredRecord? found)
    {
        Assert.NotNull(found);
        Assert.Equal(expected.WrappedKey, found.WrappedKey);
        Assert.True(expected.Body.AsSpan().SequenceEqual(found.Body));
        Assert.Equal(expected.Seal, found.Seal);
        Assert.Equal(expected, found with { WrappedKey = expected.WrappedKey, Body = expected.Body, Seal = expected.Seal });
    }
}
