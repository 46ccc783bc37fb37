namespace EnterpriseSecurity.Interop.Tests.Support;

/// <summary>A test that needs programs. Without them it is skipped on a developer's machine and fails in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute(params string[] tools)
    {
        bool mayMissNone = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        string[] missing = [.. tools.Where(tool => NativeTool.Find(tool) is null)];
        if (missing.Length > 0 && !mayMissNone) Skip = $"tool not installed: {string.Join(", ", missing)}";
    }
}
