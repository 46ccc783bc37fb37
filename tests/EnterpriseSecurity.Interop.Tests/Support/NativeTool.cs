using System.Diagnostics;

namespace EnterpriseSecurity.Interop.Tests.Support;

/// <summary>Runs the programs that the formats come from.</summary>
internal static class NativeTool
{
    private const int TimeoutMilliseconds = 60_000;

    /// <summary>The program's path, or null when it is not installed. A name with a slash is a path already.</summary>
    public static string? Find(string name)
    {
        if (Path.IsPathRooted(name)) return File.Exists(name) ? name : null;
        string folders = Environment.GetEnvironmentVariable("PATH") ?? "";
        return folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })
            .FirstOrDefault(File.Exists);
    }

    public static string Require(string name) => Find(name) ?? throw new InvalidOperationException($"tool not installed: {name}");

    public static ToolResult Run(string name, string[] args, byte[]? stdin = null, IDictionary<string, string>? env = null)
    {
        ProcessStartInfo start = new(Require(name), args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string key, string value) in env ?? new Dictionary<string, string>()) start.Environment[key] = value;

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"tool did not start: {name}");
        using MemoryStream output = new();

        // All three pipes move at once; a program that fills one while we wait on another would hang.
        Task reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task writing = FeedAsync(process, stdin ?? []);
        if (!process.WaitForExit(TimeoutMilliseconds))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{name} ran for over {TimeoutMilliseconds} ms.");
        }

        Task.WaitAll(reading, errors, writing);
        return new ToolResult(process.ExitCode, output.ToArray(), errors.Result);
    }

    private static async Task FeedAsync(Process process, byte[] input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program may end without reading its input; its exit code tells the rest.
        }
    }
}
