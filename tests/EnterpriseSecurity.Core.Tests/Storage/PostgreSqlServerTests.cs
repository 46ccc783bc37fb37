using System.Net;
using System.Net.Sockets;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Providers;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;
using Npgsql;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>Servers that stop, refuse and are not what they should be.</summary>
[Trait("Category", "Reliability")]
public sealed class PostgreSqlServerTests
{
    [PostgreSqlFact]
    public void A_store_goes_on_after_its_server_was_restarted_and_says_so_while_it_is_down()
    {
        PostgreSqlServer server = PostgreSqlServer.StartAnother();
        using StoreServer reach = server.NewStore();
        using IRecordStore records = LibraryProviders.Current.CreateServerStore(reach);
        Insert(records, "a");
        server.Halt();
        Assert.Equal("StoreServerUnreachable", Assert.Throws<UnavailableException>(() => Find(records, "a")).ErrorId);
        Assert.Equal("StoreServerUnreachable", Assert.Throws<UnavailableException>(() => Insert(records, "b")).ErrorId);
        Assert.Equal("StoreServerUnreachable", Assert.Throws<UnavailableException>(() => LibraryProviders.Current.OpenServerStore(reach)).ErrorId);
        server.Resume();
        Assert.NotNull(Find(records, "a"));
        // Connections that wait in the pool know nothing of this one.
        server.Halt();
        server.Resume();
        Insert(records, "b");
        Assert.NotNull(Find(records, "b"));
    }

    [PostgreSqlFact]
    public void A_write_whose_server_dies_in_its_middle_is_not_made()
    {
        PostgreSqlServer server = PostgreSqlServer.StartAnother();
        using StoreServer reach = server.NewStore();
        using IRecordStore records = LibraryProviders.Current.CreateServerStore(reach);
        Assert.Equal("StoreServerUnreachable", Assert.Throws<UnavailableException>(() => records.Write(
            writer =>
            {
                writer.Insert(Sample("a"));
                server.Halt();
                writer.Insert(Sample("b"));
                return true;
            },
            durable: true)).ErrorId);
        server.Resume();
        Assert.Null(Find(records, "a"));
    }

    [PostgreSqlFact]
    public void A_commit_that_the_server_does_not_live_to_answer_says_that_nobody_knows()
    {
        PostgreSqlServer server = PostgreSqlServer.StartAnother();
        using StoreServer reach = server.NewStore();
        using IRecordStore records = LibraryProviders.Current.CreateServerStore(reach);
        Assert.Equal("StoreOutcomeUnknown", Assert.Throws<UnavailableException>(() => WriteAndThen(records, 1, server.Halt)).ErrorId);
        server.Resume();
        // Asked after the server is back: it was not made, and that is known for certain.
        Assert.Equal("StoreServerUnreachable", Assert.Throws<UnavailableException>(() => WriteAndThen(records, 1, () => { server.Halt(); server.Resume(); })).ErrorId);
        Assert.Empty(records.Read(reader => reader.ReadOutbox(10)));
    }

    [PostgreSqlFact]
    public async Task A_commit_whose_answer_is_lost_on_the_way_is_known_by_its_audit_line()
    {
        await using AnswerlessProxy proxy = new(PostgreSqlServer.Shared.Port);
        using StoreServer direct = PostgreSqlServer.Shared.NewStore();
        using IRecordStore there = LibraryProviders.Current.CreateServerStore(direct);
        using StoreServer through = direct with { Port = proxy.Port };
        using IRecordStore records = LibraryProviders.Current.OpenServerStore(through.WithPassword(direct.Password));
        Assert.True(WriteAndThen(records, 1, proxy.LoseNextAnswer));
        Assert.Equal(1, proxy.Lost);
        Assert.Equal(1, Assert.Single(there.Read(reader => reader.ReadOutbox(10))).Sequence);
    }

    [PostgreSqlFact]
    public void What_a_server_refuses_is_told_apart()
    {
        PostgreSqlServer server = PostgreSqlServer.Shared;
        using StoreServer right = server.NewStore();
        using (LibraryProviders.Current.CreateServerStore(right))
        {
        }

        Assert.Equal("StoreSchemaExists", Assert.Throws<AlreadyExistsException>(() => LibraryProviders.Current.CreateServerStore(right)).ErrorId);
        AssertOpening<AuthenticationFailedException>("StoreServerLoginFailed", right.WithPassword("wrong"u8));
        AssertOpening<AuthenticationFailedException>("StoreServerLoginFailed", right.WithPassword([]));
        AssertOpening<NotFoundException>("StoreSchemaMissing", (right with { Schema = "no_such_schema" }).WithPassword(right.Password));
        AssertOpening<NotFoundException>("StoreSchemaMissing", (right with { Database = "nosuch" }).WithPassword(right.Password));
        AssertOpening<UnavailableException>("StoreServerUnreachable", (right with { Port = FreePort() }).WithPassword(right.Password));
        AssertOpening<AccessRefusedException>("StoreServerDenied", (right with { User = "anon" }).WithPassword("anon"u8));
        Assert.Equal("StoreServerDenied", Assert.Throws<AccessRefusedException>(() => LibraryProviders.Current.CreateServerStore((right with { User = "anon", Schema = "of_anon" }).WithPassword("anon"u8))).ErrorId);
    }

    [PostgreSqlFact]
    public void A_certificate_counts_only_from_the_given_authority_and_for_the_right_name()
    {
        PostgreSqlServer server = PostgreSqlServer.Shared;
        using StoreServer plain = server.NewStore();
        using (LibraryProviders.Current.CreateServerStore(plain))
        {
        }

        StoreServer verified = (plain with { Host = "localhost", Tls = StoreServerTls.VerifyFull, RootCertificate = server.RootCertificate }).WithPassword(plain.Password);
        using (LibraryProviders.Current.OpenServerStore(verified))
        {
            Assert.Equal("True", server.Query("public", "SELECT bool_or(s.ssl) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.application_name = 'EnterpriseSecurity'"));
        }

        AssertOpening<AccessRefusedException>("StoreServerTlsRefused", (verified with { RootCertificate = null }).WithPassword(plain.Password));
        AssertOpening<AccessRefusedException>("StoreServerTlsRefused", (verified with { Host = "127.0.0.1" }).WithPassword(plain.Password));
        using (LibraryProviders.Current.OpenServerStore((verified with { Host = "127.0.0.1", Tls = StoreServerTls.VerifyAuthority }).WithPassword(plain.Password)))
        {
        }

        using (LibraryProviders.Current.OpenServerStore((plain with { Host = server.Folder }).WithPassword(plain.Password)))
        {
        }
    }

    [Fact]
    public async Task A_server_without_encryption_gets_no_password()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<byte[]> received = ReceiveAndRefuse(listener);
        using StoreServer server = StoreServer.Parse($"Host=localhost;Port={((IPEndPoint)listener.LocalEndpoint).Port};Database=d;Username=u;Password=find-me;SSL Mode=VerifyFull");
        AssertOpening<AccessRefusedException>("StoreServerTlsRefused", server);
        Assert.Equal(8, (await received).Length);
    }

    [PostgreSqlFact]
    public void Nobody_but_the_owner_sees_anything()
    {
        PostgreSqlServer server = PostgreSqlServer.Shared;
        using StoreServer reach = server.NewStore();
        using IRecordStore records = LibraryProviders.Current.CreateServerStore(reach);
        Insert(records, "a");
        using NpgsqlConnection anon = new($"Host=127.0.0.1;Port={server.Port};Database=postgres;Username=anon;Password=anon;Pooling=false;SSL Mode=Disable");
        anon.Open();
        foreach (string table in new[] { "record", "head", "data_key", "audit_line", "descriptor" })
        {
            using NpgsqlCommand command = new($"SELECT count(*) FROM {reach.Schema}.{table}", anon);
            Assert.Equal("42501", Assert.Throws<PostgresException>(() => command.ExecuteScalar()).SqlState);
        }

        // Even when somebody gives the rights away by mistake, row-level security shows no row.
        server.Change("public", $"GRANT USAGE ON SCHEMA {reach.Schema} TO anon; GRANT SELECT ON ALL TABLES IN SCHEMA {reach.Schema} TO anon");
        using NpgsqlCommand again = new($"SELECT count(*) FROM {reach.Schema}.record", anon);
        Assert.Equal(0L, again.ExecuteScalar());
        Assert.NotEmpty(records.CheckStructure());
    }

    [PostgreSqlFact]
    public void A_role_that_may_not_make_schemas_can_use_one_that_was_made_for_it_and_its_members_can_too()
    {
        PostgreSqlServer server = PostgreSqlServer.Shared;
        using StoreServer admin = server.NewStore();
        server.Change("public", $"CREATE ROLE owner_{admin.Schema} LOGIN PASSWORD 'o'; CREATE ROLE member_{admin.Schema} LOGIN PASSWORD 'm' IN ROLE owner_{admin.Schema}; CREATE SCHEMA {admin.Schema} AUTHORIZATION owner_{admin.Schema}");
        using (IRecordStore owner = LibraryProviders.Current.CreateServerStore((admin with { User = $"owner_{admin.Schema}" }).WithPassword("o"u8))) Insert(owner, "a");
        using IRecordStore member = LibraryProviders.Current.OpenServerStore((admin with { User = $"member_{admin.Schema}" }).WithPassword("m"u8));
        Insert(member, "b");
        Assert.NotNull(Find(member, "a"));
        Assert.Empty(member.CheckStructure());
    }

    [PostgreSqlFact]
    public void A_character_that_the_database_cannot_keep_is_refused_and_the_store_goes_on()
    {
        using StoreServer reach = PostgreSqlServer.Shared.NewStore();
        using IRecordStore records = LibraryProviders.Current.CreateServerStore(reach);
        foreach (string text in new[] { "a\0b", "a\ud800b" })
        {
            Assert.Equal("StoreTextUnusable", Assert.Throws<InvalidInputException>(() => Insert(records, text)).ErrorId);
        }

        Insert(records, "b");
    }

    private static bool WriteAndThen(IRecordStore records, long sequence, Action beforeCommit) => records.Write(
        writer =>
        {
            writer.AppendOutbox(new OutboxLine(sequence, [1, 2, 3]));
            beforeCommit();
            return true;
        },
        durable: true);

    private static void AssertOpening<T>(string errorId, StoreServer server)
        where T : SecurityException =>
        Assert.Equal(errorId, Assert.Throws<T>(() => LibraryProviders.Current.OpenServerStore(server)).ErrorId);

    private static void Insert(IRecordStore records, string id) => records.Write(
        writer =>
        {
            writer.Insert(Sample(id));
            return true;
        },
        durable: true);

    private static StoredRecord? Find(IRecordStore records, string id) => records.Read(reader => reader.Find("secret", id));

    private static StoredRecord Sample(string id) => new()
    {
        Collection = "secret", Id = id, Revision = 1, State = "active", CreatedAt = 1, UpdatedAt = 2,
        Tags = "{}", Attributes = "{}", KeyVersion = 1, Cipher = BodyCipher.Aes256Gcm, WrappedKey = [1], Body = [2], Seal = [3],
    };

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Answers the request for TLS with no, and takes what comes then.
    private static async Task<byte[]> ReceiveAndRefuse(TcpListener listener)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        byte[] buffer = new byte[1024];
        int length = await stream.ReadAsync(buffer);
        await stream.WriteAsync("N"u8.ToArray());
        int more;
        while ((more = await stream.ReadAsync(buffer.AsMemory(length))) > 0) length += more;
        return buffer[..length];
    }
}
