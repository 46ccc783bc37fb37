namespace EnterpriseSecurity.Interop.Tests.Support;

/// <summary>How a tool ended and what it printed.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The result itself when the tool succeeded; a failed test with its message when not.</summary>
    public ToolResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Errors}");
        return this;
    }
}
