namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A test that watches a process's system calls, by strace; skipped, with the reason, where that cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TraceFactAttribute : FactAttribute
{
    public TraceFactAttribute() => Skip = Strace.Obstacle;
}
