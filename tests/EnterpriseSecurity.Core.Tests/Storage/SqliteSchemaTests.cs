using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;
using Microsoft.Data.Sqlite;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>The way from one format of the database to the next, walked with a step that only these tests have.</summary>
public sealed class SqliteSchemaTests : IDisposable
{
    private static readonly string[] NextSteps = [.. SqliteSchema.Steps, "CREATE TABLE step_two (x); INSERT INTO step_two SELECT id FROM record", "CREATE TABLE step_three (x)"];

    private readonly TemporaryStore _store = new();

    private string DatabasePath => Path.Combine(_store.Path, "store.db");

    public SqliteSchemaTests()
    {
        using SecretValue value = SecretValue.FromText("value");
        _store.Manager.Secrets.Protect("kept", value);
        _store.Close();
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void An_older_database_is_brought_up_step_by_step_with_what_it_holds()
    {
        using (SqliteConnection connection = Connect())
        {
            SqliteSchema.Migrate(connection, DatabasePath, NextSteps);
            SqliteSchema.Migrate(connection, DatabasePath, NextSteps);
        }

        Assert.Equal($"{NextSteps.Length}", _store.Query("PRAGMA user_version"));
        Assert.Equal("1", _store.Query("SELECT count(*) FROM step_two"));
        Assert.Equal("0", _store.Query("SELECT count(*) FROM step_three"));
        // This version then leaves alone what a newer one wrote.
        Assert.Equal("StoreFormatTooNew", Assert.Throws<UnsupportedException>(() => _store.Open()).ErrorId);
        Assert.Equal($"{NextSteps.Length}", _store.Query("PRAGMA user_version"));
    }

    [Fact]
    public void A_step_that_fails_leaves_the_database_as_it_was()
    {
        using (SqliteConnection connection = Connect())
        {
            Assert.Throws<SqliteException>(() => SqliteSchema.Migrate(connection, DatabasePath, [.. NextSteps, "INSERT INTO no_such_table VALUES (1)"]));
        }

        Assert.Equal($"{SqliteSchema.Steps.Count}", _store.Query("PRAGMA user_version"));
        Assert.Equal("0", _store.Query("SELECT count(*) FROM sqlite_master WHERE name LIKE 'step_%'"));
        using EnterpriseSecurityManager manager = _store.Open();
        Assert.Equal("value", SharedStore.Reveal(manager, "kept"));
        SharedStore.AssertValid(manager);
    }

    [Fact]
    public void Several_that_migrate_at_once_take_each_step_once()
    {
        Parallel.For(0, 4, _ =>
        {
            using SqliteConnection connection = Connect();
            SqliteSchema.Migrate(connection, DatabasePath, NextSteps);
        });
        Assert.Equal($"{NextSteps.Length}", _store.Query("PRAGMA user_version"));
        Assert.Equal("1", _store.Query("SELECT count(*) FROM step_two"));
    }

    [Theory]
    [InlineData(0, "StoreCorrupt")]
    [InlineData(-1, "StoreCorrupt")]
    [InlineData(int.MinValue, "StoreCorrupt")]
    [InlineData(1000, "StoreFormatTooNew")]
    [InlineData(int.MaxValue, "StoreFormatTooNew")]
    public void A_format_that_this_version_does_not_know_is_refused_and_left_as_it_is(int format, string errorId)
    {
        _store.Tamper($"PRAGMA user_version = {format}");
        Assert.Equal(errorId, Assert.ThrowsAny<SecurityException>(() => _store.Open()).ErrorId);
        Assert.Equal($"{format}", _store.Query("PRAGMA user_version"));
    }

    private SqliteConnection Connect()
    {
        SqliteConnection connection = new($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        return connection;
    }
}
