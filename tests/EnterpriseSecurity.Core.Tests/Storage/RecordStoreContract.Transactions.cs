using System.Buffers.Binary;
using System.Collections.Concurrent;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <content>Transactions, and what two connections see of each other.</content>
public abstract partial class RecordStoreContract
{
    [ProviderFact]
    public void A_write_that_throws_leaves_nothing_and_its_exception_is_what_the_caller_gets()
    {
        Write(writer => writer.Insert(Sample("secret", "kept")));
        Write(writer => writer.WriteHead([1]));
        Write(writer => writer.AppendOutbox(new OutboxLine(1, [1])));
        InvalidOperationException thrown = new("stop");

        Exception caught = Assert.Throws<InvalidOperationException>(() => Write(writer =>
        {
            writer.Insert(Sample("secret", "new"));
            writer.Update(Sample("secret", "kept") with { Revision = 2, State = "changed" });
            writer.Delete("secret", "kept");
            writer.WriteHead([2]);
            writer.AppendOutbox(new OutboxLine(2, [2]));
            writer.TrimOutbox(1);
            writer.InsertDataKey(new StoredDataKey(1, DataKeyKind.Symmetric, 1, [1]));
            throw thrown;
        }));

        Assert.Same(thrown, caught);
        AssertSame(Sample("secret", "kept"), Assert.Single(Read(reader => reader.ListAll("", "", 10))));
        Assert.Equal([1], Read(reader => reader.ReadHead())!);
        Assert.Equal(1, Assert.Single(Read(reader => reader.ReadOutbox(10))).Sequence);
        Assert.Empty(Read(reader => reader.ReadDataKeys()));
    }

    [ProviderFact]
    public void A_refused_record_takes_the_whole_write_back_and_the_store_goes_on()
    {
        Write(writer => writer.Insert(Sample("secret", "a", "name")));
        AssertError("RecordExists", () => Write(writer =>
        {
            writer.WriteHead([9]);
            writer.Insert(Sample("secret", "b"));
            writer.Insert(Sample("secret", "c", "name"));
        }));
        Assert.Null(Read(reader => reader.ReadHead()));
        Assert.Null(Read(reader => reader.Find("secret", "b")));
        Write(writer => writer.Insert(Sample("secret", "b")));
        Assert.Throws<InvalidOperationException>(() => Read<bool>(_ => throw new InvalidOperationException()));
        Assert.NotNull(Read(reader => reader.Find("secret", "b")));
    }

    [ProviderFact]
    public void A_write_sees_what_it_wrote_itself()
    {
        Assert.Equal(2, Store.Write(
            writer =>
            {
                writer.Insert(Sample("secret", "a", "name"));
                writer.Insert(Sample("secret", "b"));
                writer.Delete("secret", "b");
                writer.Update(Sample("secret", "a", "other") with { Revision = 2 });
                Assert.Null(writer.FindByName("secret", "name"));
                writer.WriteHead([7]);
                Assert.Equal([7], writer.ReadHead()!);
                return writer.Find("secret", "a")!.Revision;
            },
            durable: false));
    }

    [ProviderFact]
    public void Writes_of_several_threads_together_are_each_all_or_nothing()
    {
        const int Threads = 8;
        const int Each = 40;
        Write(writer => writer.WriteHead([0]));
        ConcurrentBag<string> refused = [];
        ConcurrentBag<string> done = [];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                string id = $"{thread}-{i}";
                try
                {
                    string answer = Store.WriteTogether(writer =>
                    {
                        writer.Insert(Sample("secret", id));
                        int before = BinaryPrimitives.ReadInt32BigEndian([.. new byte[4 - writer.ReadHead()!.Length], .. writer.ReadHead()!]);
                        byte[] head = new byte[4];
                        BinaryPrimitives.WriteInt32BigEndian(head, before + 1);
                        writer.WriteHead(head);
                        // Every fifth fails after it has written, in a way of its own or by the database's word.
                        if (i % 10 == 4) throw new InvalidOperationException(id);
                        if (i % 10 == 9) writer.Insert(Sample("secret", id));
                        return id;
                    });
                    Assert.Equal(id, answer);
                    done.Add(answer);
                }
                catch (InvalidOperationException error) when (error.Message == id)
                {
                    refused.Add(id);
                }
                catch (AlreadyExistsException)
                {
                    refused.Add(id);
                }
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();

        Assert.Equal((Threads * Each * 4 / 5, Threads * Each / 5), (done.Count, refused.Count));
        Assert.Equal(done.Order(StringComparer.Ordinal), Read(reader => reader.ListAll("", "", 1000)).Select(record => record.Id).Order(StringComparer.Ordinal));
        Assert.Equal(done.Count, BinaryPrimitives.ReadInt32BigEndian(Read(reader => reader.ReadHead())!));
    }

    [ProviderFact]
    public void What_one_connection_wrote_another_sees_at_once_durable_or_not()
    {
        using IRecordStore other = OpenOther();
        foreach (bool durable in new[] { true, false })
        {
            Write(writer => writer.Insert(Sample("secret", $"from-store-{durable}")), durable);
            Assert.NotNull(other.Read(reader => reader.Find("secret", $"from-store-{durable}")));
            Write(other, writer => writer.Insert(Sample("secret", $"from-other-{durable}")), durable);
            Assert.NotNull(Read(reader => reader.Find("secret", $"from-other-{durable}")));
        }
    }

    [ProviderFact]
    public void A_read_keeps_the_view_it_began_with_while_another_connection_writes()
    {
        Write(writer => writer.Insert(Sample("secret", "a")));
        Write(writer => writer.WriteHead([1]));
        using IRecordStore other = OpenOther();
        Read(reader =>
        {
            Assert.Single(reader.List("secret", "", 10));
            Write(other, writer =>
            {
                writer.Insert(Sample("secret", "b"));
                writer.Delete("secret", "a");
                writer.WriteHead([2]);
            });
            Assert.Equal("a", Assert.Single(reader.List("secret", "", 10)).Id);
            Assert.Equal([1], reader.ReadHead()!);
            return true;
        });
        Assert.Equal("b", Assert.Single(Read(reader => reader.List("secret", "", 10))).Id);
    }

    [ProviderFact]
    public void What_is_not_committed_nobody_else_sees()
    {
        using IRecordStore other = OpenOther();
        Write(writer =>
        {
            writer.Insert(Sample("secret", "a"));
            writer.WriteHead([1]);
            Assert.Null(other.Read(reader => reader.Find("secret", "a")));
            Assert.Null(other.Read(reader => reader.ReadHead()));
        });
        Assert.NotNull(other.Read(reader => reader.Find("secret", "a")));
    }

    [ProviderFact]
    public void Every_change_that_is_not_an_own_committed_one_shows_in_the_change_stamp()
    {
        using IRecordStore other = OpenOther();
        List<long> stamps = [];
        void Look() => stamps.Add(Read(reader => reader.ChangeStamp()));

        Look();
        Write(other, writer => writer.WriteHead([1]));
        Look();
        Write(other, writer => writer.Insert(Sample("secret", "a")));
        Look();
        Assert.Throws<InvalidOperationException>(() => Write(writer =>
        {
            writer.WriteHead([2]);
            throw new InvalidOperationException();
        }));
        Look();
        Write(writer => writer.InsertDataKey(new StoredDataKey(1, DataKeyKind.Symmetric, 4, [1])));
        Look();
        Write(writer => writer.DeleteDataKey(1));
        Look();
        Assert.Equal(stamps.Count, stamps.Distinct().Count());
    }

    [ProviderFact]
    public void Two_connections_cannot_both_write_the_next_revision_of_a_record_or_take_one_name()
    {
        using IRecordStore other = OpenOther();
        Write(writer => writer.Insert(Sample("secret", "a")));
        StoredRecord seenByBoth = other.Read(reader => reader.Find("secret", "a"))!;
        Write(writer => writer.Update(seenByBoth with { Revision = 2, State = "first" }));
        AssertError("RecordChangedMeanwhile", () => Write(other, writer => writer.Update(seenByBoth with { Revision = 2, State = "second" })));
        Assert.Equal("first", Read(reader => reader.Find("secret", "a"))!.State);
        Write(writer => writer.Insert(Sample("secret", "b", "name")));
        AssertError("RecordExists", () => Write(other, writer => writer.Insert(Sample("secret", "c", "name"))));
    }

    [ProviderFact]
    public void Writers_on_several_connections_and_threads_lose_no_count()
    {
        const int Connections = 4, Threads = 2, Writes = 25;
        Write(writer => writer.WriteHead(new byte[4]));
        ConcurrentBag<Exception> failures = [];
        IRecordStore[] stores = [.. Enumerable.Range(0, Connections).Select(_ => OpenOther())];
        try
        {
            Thread[] threads =
            [
                .. from store in Enumerable.Range(0, Connections)
                   from thread in Enumerable.Range(0, Threads)
                   select new Thread(() => CountUp(stores[store], $"{store}-{thread}", Writes, failures)),
            ];
            foreach (Thread thread in threads) thread.Start();
            foreach (Thread thread in threads) thread.Join();
        }
        finally
        {
            foreach (IRecordStore store in stores) store.Dispose();
        }

        Assert.Empty(failures);
        Assert.Equal(Connections * Threads * Writes, BinaryPrimitives.ReadInt32BigEndian(Read(reader => reader.ReadHead())));
        Assert.Equal(Connections * Threads * Writes, Read(reader => reader.Count("secret", "active")));
        Assert.Equal(Enumerable.Range(1, Connections * Threads * Writes).Select(i => (long)i), Read(reader => reader.ReadOutbox(int.MaxValue)).Select(line => line.Sequence));
    }

    private static void CountUp(IRecordStore store, string prefix, int writes, ConcurrentBag<Exception> failures)
    {
        try
        {
            for (int i = 0; i < writes; i++) Write(store, writer => CountUp(writer, $"{prefix}-{i}"), durable: i % 2 == 0);
        }
        catch (Exception error)
        {
            failures.Add(error);
        }
    }

    // As the store does it: reads the head, and writes the next one with a record and a line.
    private static void CountUp(IRecordWriter writer, string id)
    {
        int next = BinaryPrimitives.ReadInt32BigEndian(writer.ReadHead()) + 1;
        byte[] head = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(head, next);
        writer.WriteHead(head);
        writer.Insert(Sample("secret", id, id));
        writer.AppendOutbox(new OutboxLine(next, head));
    }

    private IRecordStore OpenOther()
    {
        _ = Store;
        return Connect(_folder, backup: null);
    }
}
