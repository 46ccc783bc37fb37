using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Npgsql;

namespace EnterpriseSecurity.Storage;

/// <summary>Makes the connections of one store.</summary>
internal static class PostgreSqlConnector
{
    private const int ConnectSeconds = 15;
    private const int MostConnections = 10;
    private const int MostPrepared = 64;

    /// <summary>How long one statement, or the wait for a lock, may take.</summary>
    public const int StatementSeconds = 60;

    // The client waits longer than the server, whose answer says more than a broken connection.
    private const int ClientSeconds = StatementSeconds + 15;

    private const string Prepare =
        """
        SET statement_timeout TO '60s'; SET lock_timeout TO '60s'; SET idle_in_transaction_session_timeout TO '5min';
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')
        """;

    /// <summary>A source of connections; its owner keeps the server, whose password each new connection asks for.</summary>
    public static NpgsqlDataSource Build(StoreServer server)
    {
        NpgsqlConnectionStringBuilder text = new()
        {
            Host = server.Host,
            Port = server.Port,
            Database = server.Database,
            Username = server.User,
            SslMode = server.Tls switch
            {
                StoreServerTls.VerifyFull => SslMode.VerifyFull,
                StoreServerTls.VerifyAuthority => SslMode.VerifyCA,
                StoreServerTls.Encrypt => SslMode.Require,
                _ => SslMode.Disable,
            },
            // A second question before the first password, of which a server that is none makes what it likes.
            GssEncryptionMode = GssEncryptionMode.Disable,
            RootCertificate = server.RootCertificate,
            ApplicationName = "EnterpriseSecurity",
            Timeout = ConnectSeconds,
            CommandTimeout = ClientSeconds,
            MaxPoolSize = MostConnections,
            MinPoolSize = 0,
            // What is set for a new connection stays, and no transaction is open when one is given back.
            NoResetOnClose = true,
            MaxAutoPrepare = server.Prepare ? MostPrepared : 0,
            AutoPrepareMinUsages = 2,
            TcpKeepAlive = true,
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
        };
        NpgsqlDataSourceBuilder builder = new(text.ConnectionString);
        // The library takes a string; so it lives for one login, and not in a connection string.
        if (server.HasPassword) builder.UsePasswordProvider(_ => Encoding.UTF8.GetString(server.Password), (_, _) => ValueTask.FromResult(Encoding.UTF8.GetString(server.Password)));
        builder.UsePhysicalConnectionInitializer(Initialize, InitializeAsync);
        return builder.Build();
    }

    /// <summary>Opens a connection, or takes one that waits in the pool.</summary>
    /// <exception cref="NpgsqlException">There is none to be had, whatever the reason.</exception>
    public static NpgsqlConnection Open(NpgsqlDataSource source)
    {
        try
        {
            return source.OpenConnection();
        }
        catch (Exception error) when (error is SocketException or TimeoutException or IOException or AuthenticationException)
        {
            // Not all that fails before the server is reached comes as the library's own exception.
            throw new NpgsqlException(error.Message, error);
        }
    }

    private static void Initialize(NpgsqlConnection connection)
    {
        using NpgsqlCommand command = new(Prepare, connection);
        command.ExecuteNonQuery();
    }

    private static async Task InitializeAsync(NpgsqlConnection connection)
    {
        await using NpgsqlCommand command = new(Prepare, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
