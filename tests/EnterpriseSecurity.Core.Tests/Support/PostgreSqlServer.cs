using System.Diagnostics;
using System.Globalization;
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
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Run("stop", _folder);
    }

    /// <summary>The server of this test run, which most tests share.</summary>
    public static PostgreSqlServer Shared => Started.Value;

    /// <summary>Why there is no server; null when there is one, and in continuous integration, where its absence is a failure.</summary>
    public static string? Obstacle { get; } =
        Environment.GetEnvironmentVariable("CI") == "true" || Directory.Exists("/usr/lib/postgresql") ? null : "PostgreSQL's server programs are not installed.";

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

    public StoreServer NewStore() => StoreServer.Parse(NewConnectionString());

    /// <summary>Runs SQL as the server's owner; gives the first value of its answer.</summary>
    public object? Execute(string sql)
    {
        using NpgsqlConnection connection = new($"Host=127.0.0.1;Port={Port};Database=postgres;Username={User};Password={Password};Pooling=false;SSL Mode=Disable");
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        return command.ExecuteScalar();
    }

    /// <summary>Stops the server as a crash does.</summary>
    public void Halt() => Run("halt", _folder);

    public void Resume() => Run("resume", _folder);

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
