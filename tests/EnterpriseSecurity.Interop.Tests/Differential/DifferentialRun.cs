using System.Globalization;
using EnterpriseSecurity.Core.Tests.HostileInput;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>
/// Gives changed and nearly right inputs to a native tool and to our reader. What both take must mean the same; where one
/// alone takes it, <see cref="KnownDifferences"/> must say why. SECURITY_DIFFERENTIAL_CASES is how many, 100 when it is not
/// set; SECURITY_FUZZ_SEED is the seed, which is fixed when it is not set, because the tool's version is not ours to fix.
/// </summary>
/// <param name="format">The format's name.</param>
/// <param name="samples">Good inputs.</param>
/// <param name="pieces">Good inputs, taken apart.</param>
/// <param name="tool">The tool's answer.</param>
/// <param name="ours">Our answer.</param>
internal sealed class DifferentialRun(string format, byte[][] samples, Piece[] pieces, Func<byte[], Answer> tool, Func<byte[], Answer> ours)
{
    private const int MostShown = 12;

    private static readonly long Cases = Number("SECURITY_DIFFERENTIAL_CASES", 100);
    private static readonly int Seed = (int)Number("SECURITY_FUZZ_SEED", 20260101);

    /// <summary>Compares, and says the counts.</summary>
    public string Run()
    {
        foreach (byte[] sample in samples) Assert.Equal(tool(sample).Meaning, Assert.IsType<string>(ours(sample).Meaning));
        Mutator mutator = new(samples, [], Seed, (Cases + 1) / 2);
        PieceMutator written = new(pieces, []);
        Random random = new(Seed);
        long refused = 0;
        long same = 0;
        SortedDictionary<string, long> known = new(StringComparer.Ordinal);
        List<string> unknown = [];
        for (long number = 0, changed = 0; number < Cases; number++)
        {
            byte[] input = number % 2 == 1 ? written.Next(random) : mutator.Next(changed++);
            Answer theirs = tool(input);
            Answer own = ours(input);
            if (theirs.Meaning is null && own.Meaning is null)
            {
                refused++;
            }
            else if (theirs.Meaning == own.Meaning)
            {
                same++;
            }
            else
            {
                DifferenceKind kind = own.Meaning is null ? DifferenceKind.Stricter : theirs.Meaning is null ? DifferenceKind.Laxer : DifferenceKind.OtherMeaning;
                Difference difference = new(kind, input, theirs, own, tool, ours);
                string? reason = KnownDifference.Explain(format, difference);
                if (reason is not null) known[$"{kind}: {reason}"] = known.GetValueOrDefault($"{kind}: {reason}") + 1;
                else unknown.Add($"{kind}, case {number}: the tool: {theirs.Meaning ?? theirs.Words}; ours: {own.Meaning ?? own.Words}; input: {Convert.ToBase64String(input)}");
            }
        }

        string counts = FormattableString.Invariant($"{format}: {Cases} inputs (seed {Seed}), {same} read with the same meaning, {refused} refused by both, {known.Values.Sum()} known differences, {unknown.Count} unknown.");
        string text = string.Join('\n', (string[])[counts, .. known.Select(one => FormattableString.Invariant($"  {one.Value} {one.Key}"))]);
        if (unknown.Count > 0) Assert.Fail($"{text}\n{string.Join('\n', unknown.Take(MostShown))}");
        return text;
    }

    private static long Number(string name, long otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? long.Parse(given, CultureInfo.InvariantCulture) : otherwise;
}
