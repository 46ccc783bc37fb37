using System.Text.RegularExpressions;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>A difference that is meant.</summary>
/// <param name="Format">The format's name.</param>
/// <param name="Kind">How the readers differ.</param>
/// <param name="Words">
/// Fits what the stricter one says, after a line end the input as Latin-1; of two meanings, the tool's and after a line end ours.
/// </param>
/// <param name="Reason">Why it is so.</param>
internal sealed record KnownDifference(string Format, DifferenceKind Kind, string Words, string Reason)
{
    private readonly Regex _words = new(Words, RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(5));

    public bool Fits(string format, DifferenceKind kind, string words) => Format == format && Kind == kind && _words.IsMatch(words);
}
