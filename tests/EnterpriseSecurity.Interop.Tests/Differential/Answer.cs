namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>What a reader made of an input.</summary>
/// <param name="Meaning">What it read; null when it refused.</param>
/// <param name="Words">What it said when it refused.</param>
internal sealed record Answer(string? Meaning, string Words)
{
    /// <summary>Our reader's: a typed error is a refusal, and any other is a failed test.</summary>
    public static Answer Of(Func<string?> read)
    {
        try
        {
            return new Answer(read(), "no result");
        }
        catch (SecurityException error)
        {
            return new Answer(null, $"{error.ErrorId}: {error.Message}");
        }
    }
}
