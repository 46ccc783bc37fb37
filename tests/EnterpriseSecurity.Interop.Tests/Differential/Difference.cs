namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>An input over which the tool and our reader differ.</summary>
/// <param name="Kind">How they differ.</param>
/// <param name="Input">The input.</param>
/// <param name="Theirs">The tool's answer.</param>
/// <param name="Own">Our answer.</param>
/// <param name="Tool">Asks the tool.</param>
/// <param name="Ours">Asks our reader.</param>
internal sealed record Difference(DifferenceKind Kind, byte[] Input, Answer Theirs, Answer Own, Func<byte[], Answer> Tool, Func<byte[], Answer> Ours)
{
    /// <summary>True when both read a repaired input, and read it alike: what was repaired is what they differed over.</summary>
    public bool EndsWith(byte[] repaired) => Ours(repaired).Meaning is { } meaning && (meaning == Theirs.Meaning || meaning == Tool(repaired).Meaning);
}
