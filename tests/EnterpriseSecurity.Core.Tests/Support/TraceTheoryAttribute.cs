namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A theory that has a process's system calls fail, by strace; skipped, with the reason, where that cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TraceTheoryAttribute : TheoryAttribute
{
    public TraceTheoryAttribute() => Skip = Strace.Obstacle;
}
