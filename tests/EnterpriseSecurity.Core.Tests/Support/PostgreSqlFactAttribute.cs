namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A test that needs a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() => Skip = PostgreSqlServer.Obstacle;
}
