using System.Security.Authentication;
using System.Text;
using Npgsql;

namespace EnterpriseSecurity.Storage;

/// <summary>Turns the server's codes, and the failures of the way to it, into this library's errors.</summary>
internal static class PostgreSqlFailure
{
    private const string TransactionIdleTooLong = "25P03";
    private const string SessionIdleTooLong = "57P05";

    /// <summary>True for what <see cref="Translate(Exception, string)"/> knows.</summary>
    public static bool IsFailure(Exception error) => error is NpgsqlException;

    /// <summary>True when the connection is gone, so that what was begun on it is undone or, after a commit, not known.</summary>
    public static bool IsLost(Exception error) => error switch
    {
        PostgresException answer => answer.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or TransactionIdleTooLong or SessionIdleTooLong
            || answer.SqlState.StartsWith("08", StringComparison.Ordinal),
        _ => IsFailure(error),
    };

    /// <summary>True when a text has a character that the server, or UTF-8, does not have.</summary>
    public static bool IsTextRefused(Exception error) =>
        error is EncoderFallbackException or PostgresException { SqlState: "22021" or "22P05" };

    /// <summary>The error that a user meets. The server's own message stays as the inner exception.</summary>
    public static SecurityException Translate(Exception error, string location) => error switch
    {
        PostgresException answer => Translate(answer, location),
        _ when Causes(error).Any(cause => cause is AuthenticationException) || error.Message.StartsWith("SSL", StringComparison.Ordinal) => SecurityErrors.StoreServerTlsRefused(location, error),
        _ when error.Message.StartsWith("No password", StringComparison.Ordinal) => SecurityErrors.StoreServerLoginFailed(location, error),
        _ => SecurityErrors.StoreServerUnreachable(location, error),
    };

    private static SecurityException Translate(PostgresException answer, string location) => answer.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => SecurityErrors.StoreServerLoginFailed(location, answer),
        PostgresErrorCodes.InsufficientPrivilege => SecurityErrors.StoreServerDenied(location, answer),
        PostgresErrorCodes.InvalidCatalogName => SecurityErrors.StoreSchemaMissing(location),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName => SecurityErrors.StoreCorrupt(location, "the database lacks a part", answer),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => SecurityErrors.StoreCorrupt(location, "the server finds its own files damaged", answer),
        PostgresErrorCodes.ReadOnlySqlTransaction => SecurityErrors.StoreReadOnly(location, answer),
        PostgresErrorCodes.DiskFull => SecurityErrors.StoreDiskFull(location, answer),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.DeadlockDetected => SecurityErrors.StoreBusy(location, answer),
        // The next line's place is taken: the head is older than the trail.
        PostgresErrorCodes.UniqueViolation when answer.TableName == "audit_line" => SecurityErrors.StoreRolledBack(location, "the audit trail"),
        PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections => SecurityErrors.StoreServerUnreachable(location, answer),
        _ when IsLost(answer) => SecurityErrors.StoreServerUnreachable(location, answer),
        _ => SecurityErrors.StoreUnavailable(location, answer),
    };

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException) yield return cause;
    }
}
