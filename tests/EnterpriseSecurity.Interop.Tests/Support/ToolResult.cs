namespace EnterpriseSecurity.Interop.Tests.Support;

/// <summary>How a tool ended and what it printed.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors);
