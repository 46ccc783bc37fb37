using System.Text.Json;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>Where this system keeps them.</summary>
internal sealed class KnownPlaces : IKnownPlaces
{
    private const string TranscriptNames = "PowerShell_transcript.*.txt";

    private static readonly string[] HistoryNames =
    [
        ".bash_history", ".zsh_history", ".histfile", ".sh_history", ".ksh_history", ".local/share/fish/fish_history", ".python_history",
        ".node_repl_history", ".psql_history", ".mysql_history", ".mariadb_history", ".sqlite_history", ".rediscli_history", ".mongosh/mongosh_repl_history", ".lesshst",
    ];

    private readonly string _home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <inheritdoc/>
    public IEnumerable<FileInfo> Histories() =>
        PSReadLineFolders().SelectMany(folder => In(folder, "*_history.txt"))
            .Concat(HistoryNames.Select(name => new FileInfo(Path.Combine(_home, name))).Where(file => file.Exists));

    /// <inheritdoc/>
    public IEnumerable<FileInfo> Transcripts()
    {
        string documents = Environment.GetFolderPath(Environment.SpecialFolder.MyDocuments);
        string[] folders = [documents, _home, .. DatedFolders(documents), .. ConfiguredFolder()];
        return folders.Where(folder => folder.Length > 0).Distinct(StringComparer.Ordinal)
            .SelectMany(folder => In(folder, TranscriptNames)).DistinctBy(file => file.FullName);
    }

    private static IEnumerable<string> PSReadLineFolders()
    {
        if (OperatingSystem.IsWindows())
        {
            string data = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
            return [Path.Combine(data, "Microsoft", "Windows", "PowerShell", "PSReadLine")];
        }

        // On macOS too, where .NET's folder for data is another one.
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string shared = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } given ? given : Path.Combine(home, ".local", "share");
        return [Path.Combine(shared, "powershell", "PSReadLine")];
    }

    // Start-Transcript -OutputDirectory, and the policy, make a folder for each day.
    private static IEnumerable<string> DatedFolders(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "????????", new EnumerationOptions { IgnoreInaccessible = true }).Where(name => Path.GetFileName(name).All(char.IsAsciiDigit)) : [];

    private static IEnumerable<string> ConfiguredFolder()
    {
        string? output = null;
        try
        {
            string file = Path.Combine(AppContext.BaseDirectory, "powershell.config.json");
            if (File.Exists(file)) output = TranscriptFolder(File.ReadAllBytes(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // PowerShell could not read it either.
        }

        return output is { Length: > 0 } && Path.IsPathFullyQualified(output) ? [output, .. DatedFolders(output)] : [];
    }

    /// <summary>The folder of transcripts by PowerShell's configuration; null when it names none, or PowerShell would not take it.</summary>
    internal static string? TranscriptFolder(byte[] json)
    {
        try
        {
            using JsonDocument config = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return config.RootElement.TryGetProperty("PowerShellPolicies", out JsonElement policies) && policies.TryGetProperty("Transcription", out JsonElement transcription)
                && transcription.TryGetProperty("OutputDirectory", out JsonElement folder) && folder.ValueKind == JsonValueKind.String ? folder.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IEnumerable<FileInfo> In(string folder, string names) =>
        !Directory.Exists(folder) ? [] : !FileTree.CanList(folder) ? [new FileInfo(folder)] : new DirectoryInfo(folder).EnumerateFiles(names, new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None });
}
