namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>Marks a class whose <see cref="ProviderFactAttribute"/> tests need a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPostgreSqlAttribute : Attribute;
