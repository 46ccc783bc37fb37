using Microsoft.Data.Sqlite;

namespace EnterpriseSecurity.Storage;

/// <summary>Turns SQLite's result codes into this library's errors.</summary>
internal static class SqliteFailure
{
    /// <summary>The error that a user meets. The database's own message stays as the inner exception.</summary>
    public static SecurityException Translate(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        // Our own statements are sound, so a table or column that they name is missing.
        1 => SecurityErrors.StoreCorrupt(path, "the database lacks a part", error),
        5 or 6 => SecurityErrors.StoreBusy(path, error),
        8 or 3 => SecurityErrors.StoreReadOnly(path, error),
        11 or 26 => SecurityErrors.StoreCorrupt(path, "the database file is not what SQLite wrote", error),
        13 => SecurityErrors.StoreDiskFull(path, error),
        // Input or output failed, or a file beside the database could not be made: the code does not say why.
        10 or 14 => StoreFileFailure.Probe(path) ?? SecurityErrors.StoreUnavailable(path, error),
        _ => SecurityErrors.StoreUnavailable(path, error),
    };
}
