using System.Diagnostics;

namespace EnterpriseSecurity.Interop.Tests.Support;

/// <summary>Runs the native tools that judge what we write.</summary>
internal static class NativeTool
{
    /// <summary>Where a tool is, or null. A name with a slash is a path.</summary>
    public static string? Find(string name) =>
        name.Contains('/', StringComparison.Ordinal)
            ? File.Exists(name) ? name : null
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin")
                .Select(folder => Path.Combine(folder, name))
                .FirstOrDefault(File.Exists);

    /// <summary>Runs a tool to its end.</summary>
    public static ToolResult Run(string name, IEnumerable<string> arguments, byte[]? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(Find(name) ?? throw new InvalidOperationException($"The tool '{name}' is not installed."))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        foreach ((string key, string value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        try
        {
            if (input is not null) process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input.
        }

        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{name} did not end within a minute.");
        }

        return new ToolResult(process.ExitCode, output.Result, errors.Result);
    }
}
