namespace EnterpriseSecurity.Interop.Tests.Support;

/// <summary>
/// A test that needs native tools. Where one is missing the test is skipped by its name; in continuous integration on
/// Linux, where all are installed, it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeFactAttribute : FactAttribute
{
    /// <summary>True where every tool was installed, so that a missing one is a failure: in continuous integration on Linux.</summary>
    internal static bool HasAllTools { get; } = OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("CI") == "true";

    public NativeFactAttribute(params string[] tools)
    {
        string? missing = tools.FirstOrDefault(tool => NativeTool.Find(tool) is null);
        if (missing is not null && !HasAllTools) Skip = $"The native tool '{missing}' is not installed.";
    }
}
