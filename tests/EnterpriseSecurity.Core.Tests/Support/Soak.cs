using System.Globalization;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>Whether the long form of a test is asked for, and what repeats it.</summary>
internal static class Soak
{
    /// <summary>How many rounds <c>SECURITY_SOAK_ROUNDS</c> asks for; null for the short form.</summary>
    public static int? Rounds { get; } = Read("SECURITY_SOAK_ROUNDS");

    /// <summary>True for the long form.</summary>
    public static bool IsAsked => Rounds is not null;

    /// <summary>What a test's choices come from: <c>SECURITY_SOAK_SEED</c>, or a new one; the output says which.</summary>
    public static int Seed(ITestOutputHelper output)
    {
        int seed = Read("SECURITY_SOAK_SEED") ?? Random.Shared.Next();
        output.WriteLine($"SECURITY_SOAK_SEED={seed}");
        return seed;
    }

    private static int? Read(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : null;
}
