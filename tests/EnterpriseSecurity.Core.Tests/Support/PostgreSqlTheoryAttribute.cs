namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A theory that needs a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlTheoryAttribute : TheoryAttribute
{
    public PostgreSqlTheoryAttribute() => Skip = PostgreSqlServer.Obstacle;
}
