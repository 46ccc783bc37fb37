using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EnterpriseSecurity.Storage;
using Npgsql;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A private PostgreSQL server, which the script beside the tests makes in a temporary folder and stops with this process.</summary>
internal sealed class PostgreSqlServer
{
    private static readonly Lazy<PostgreSqlServer> Started = new(() => new PostgreSqlServer());
    private static readonly string Script = FindScript();

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"es-pg-{Guid.NewGuid():N}");
    private readonly string[] _login;

    private PostgreSqlServer()
    {
        Port = int.Parse(Run("start", _folder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
        _login = File.ReadAllLines(Path.Combine(_folder, "login"));
        Change(
            "public",
            """
            CREATE FUNCTION zeroblob(bigint) RETURNS bytea LANGUAGE sql AS $$ SELECT decode(repeat('00', $1::int), 'hex') $$;
            CREATE FUNCTION hex(bytea) RETURNS text LANGUAGE sql AS $$ SELECT upper(encode($1, 'hex')) $$;
            CREATE ROLE anon LOGIN PASSWORD 'anon';
            CREATE ROLE authenticated NOLOGIN
            """);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Run("stop", _folder);
    }

    /// <summary>The server of this test run, which most tests share.</summary>
    public static PostgreSqlServer Shared => Started.Value;

    /// <summary>Why there is no server; null when there is one, and in continuous integration, where its absence is a failure.</summary>
    public static string? Obstacle { get; } =
        (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("CI") == "true") || IsInstalled() ? null : "PostgreSQL's server programs are not installed.";

    public int Port { get; }

    public string User => _login[0];

    public string Password => _login[1];

    /// <summary>The folder of the Unix socket.</summary>
    public string Folder => _folder;

    /// <summary>The authority of the server's certificate, which is for the name localhost.</summary>
    public string RootCertificate => Path.Combine(_folder, "server.crt");

    /// <summary>A server of its own for a test that stops it.</summary>
    public static PostgreSqlServer StartAnother() => new();

    /// <summary>How to reach a schema that no other test uses.</summary>
    public string NewConnectionString(string? more = null) =>
        $"Host=127.0.0.1;Port={Port};Database=postgres;Username={User};Password={Password};Schema=s_{Guid.NewGuid():N}{more}";

    /// <summary>A schema of its own for a store.</summary>
    public StoreServer NewStore() => StoreServer.Parse(NewConnectionString());

    /// <summary>Edits a store's schema behind its back, in SQLite's words; gives the number of rows.</summary>
    public int Change(string schema, string sql)
    {
        using NpgsqlConnection connection = Connect(schema);
        using NpgsqlCommand command = new(Translate(sql), connection);
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads one value of a store's schema behind its back.</summary>
    public string Query(string schema, string sql)
    {
        using NpgsqlConnection connection = Connect(schema);
        using NpgsqlCommand command = new(Translate(sql), connection);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    public void Drop(string schema) => Change("public", $"DROP SCHEMA IF EXISTS {schema} CASCADE");

    /// <summary>A schema as SQL.</summary>
    public string Dump(string schema) => Run("dump", _folder, schema) + "\n";

    /// <summary>Loads a file of SQL by the server's own client, and does a further statement in the same transaction.</summary>
    public void Load(string path, string then) => Run("load", _folder, path, then);

    private static string Translate(string sql) => Regex.Replace(sql, "x'([0-9A-Fa-f]*)'", "decode('$1', 'hex')");

    private NpgsqlConnection Connect(string schema)
    {
        NpgsqlConnection connection = new($"Host=127.0.0.1;Port={Port};Database=postgres;Username={User};Password={Password};Pooling=false;SSL Mode=Disable;Search Path={schema},public;Include Error Detail=true");
        connection.Open();
        return connection;
    }

    /// <summary>Stops the server as a crash does.</summary>
    public void Halt() => Run("halt", _folder);

    /// <summary>Kills the server as <c>kill -9</c> does.</summary>
    public void Kill() => Run("kill", _folder);

    public void Resume() => Run("resume", _folder);

    private static bool IsInstalled() =>
        Directory.Exists("/usr/lib/postgresql") && Directory.EnumerateDirectories("/usr/lib/postgresql").Any(version => File.Exists(Path.Combine(version, "bin", "initdb")));

    private static string Run(params string[] arguments)
    {
        ProcessStartInfo start = new("bash", [Script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException(errors.Result);
    }

    private static string FindScript()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tests", "postgresql-server.sh");
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException("tests/postgresql-server.sh is not above the tests.");
    }
}
