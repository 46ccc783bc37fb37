using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Core.Tests.Passwords;

/// <summary>The same numbers every time.</summary>
internal sealed class SeededSource(int seed) : IRandomSource
{
    private readonly Random _random = new(seed);

    public int Next(int bound) => _random.Next(bound);
}
