namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>Tests that change what the whole process has, as its current folder or its environment. They run while no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
