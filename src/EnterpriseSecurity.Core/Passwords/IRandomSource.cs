using System.Security.Cryptography;

namespace EnterpriseSecurity.Passwords;

/// <summary>Where random numbers come from, so that a test may repeat them.</summary>
internal interface IRandomSource
{
    /// <summary>A number from 0 to below <paramref name="bound"/>, each as likely as any other.</summary>
    int Next(int bound);

    /// <summary>The system's random number generator.</summary>
    static IRandomSource System { get; } = new SystemSource();

    private sealed class SystemSource : IRandomSource
    {
        public int Next(int bound) => RandomNumberGenerator.GetInt32(bound);
    }
}
