using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// One prepared statement, used again and again through SQLite's own interface: a command object of ADO.NET binds
/// by name, looks at every value's type and makes a reader for each call, which takes longer than SQLite itself.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int ShortText = 128;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _positions;

    /// <summary>Prepares a statement; its parameters are <c>$0</c>, <c>$1</c> and so on, in any order.</summary>
    /// <exception cref="SqliteException">SQLite refuses it.</exception>
    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), database);
        // SQLite counts named parameters in the order in which they stand in the text.
        _positions = [.. Enumerable.Range(0, raw.sqlite3_bind_parameter_count(_statement)).Select(i => raw.sqlite3_bind_parameter_index(_statement, $"${i}"))];
    }

    /// <summary>Binds every parameter.</summary>
    public void Bind(ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int result = values[i] switch
            {
                null => raw.sqlite3_bind_null(_statement, _positions[i]),
                // No bytes at all would be bound as null.
                string { Length: 0 } text => raw.sqlite3_bind_text(_statement, _positions[i], text),
                // As bytes, with their length: a string would end at its first NUL.
                string text => BindText(_positions[i], text),
                byte[] bytes => raw.sqlite3_bind_blob(_statement, _positions[i], bytes),
                long number => raw.sqlite3_bind_int64(_statement, _positions[i], number),
                int number => raw.sqlite3_bind_int64(_statement, _positions[i], number),
                object other => throw new ArgumentException($"A {other.GetType().Name} cannot be bound.", nameof(values)),
            };
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }

    /// <summary>Runs to the next row; false when there is none.</summary>
    /// <exception cref="SqliteException">SQLite fails.</exception>
    public bool Step()
    {
        int result = raw.sqlite3_step(_statement);
        SqliteException.ThrowExceptionForRC(result, _database);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement without rows; false when another connection holds the lock that it needs.</summary>
    /// <exception cref="SqliteException">SQLite fails.</exception>
    public bool StepUnlessBusy()
    {
        int result = raw.sqlite3_step(_statement);
        if ((result & 0xFF) == raw.SQLITE_BUSY) return false;
        SqliteException.ThrowExceptionForRC(result, _database);
        return true;
    }

    /// <summary>Ends the run and lets go of what was bound.</summary>
    public void Reset()
    {
        // What reset returns is the failure that the step has thrown already.
        _ = raw.sqlite3_reset(_statement);
        if (_positions.Length > 0) _ = raw.sqlite3_clear_bindings(_statement);
    }

    /// <summary>True when the column of this row is null.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>A whole number.</summary>
    /// <exception cref="InvalidCastException">The column holds something else.</exception>
    public long GetInt64(int column)
    {
        Expect(column, raw.SQLITE_INTEGER);
        return raw.sqlite3_column_int64(_statement, column);
    }

    /// <summary>A whole number.</summary>
    /// <exception cref="InvalidCastException">The column holds something else.</exception>
    /// <exception cref="OverflowException">It has more than 32 bits.</exception>
    public int GetInt32(int column) => checked((int)GetInt64(column));

    /// <summary>Text.</summary>
    /// <exception cref="InvalidCastException">The column holds something else.</exception>
    public string GetString(int column)
    {
        Expect(column, raw.SQLITE_TEXT);
        return raw.sqlite3_column_text(_statement, column).utf8_to_string();
    }

    /// <summary>Bytes, copied.</summary>
    /// <exception cref="InvalidCastException">The column holds something else.</exception>
    public byte[] GetBytes(int column)
    {
        Expect(column, raw.SQLITE_BLOB);
        return raw.sqlite3_column_blob(_statement, column).ToArray();
    }

    public void Dispose() => _statement.Dispose();

    private int BindText(int position, string text)
    {
        if (text.Length > ShortText) return raw.sqlite3_bind_text(_statement, position, Encoding.UTF8.GetBytes(text));
        Span<byte> bytes = stackalloc byte[3 * ShortText];
        return raw.sqlite3_bind_text(_statement, position, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    // SQLite converts between types by itself; a column of another type than was written is damage, not a value.
    private void Expect(int column, int type)
    {
        if (raw.sqlite3_column_type(_statement, column) != type) throw new InvalidCastException("The column is of another type.");
    }
}
