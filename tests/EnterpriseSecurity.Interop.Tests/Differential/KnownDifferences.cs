namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>The differences that are meant, each with its reason.</summary>
internal static class KnownDifferences
{
    public static readonly KnownDifference[] All =
    [
    ];
}
