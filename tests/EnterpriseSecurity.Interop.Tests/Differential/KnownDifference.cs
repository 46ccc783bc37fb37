namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>A difference that is meant: an oddity that is in the input, and that one of the two readers lets pass.</summary>
/// <param name="Format">The format's name.</param>
/// <param name="Kind">How the readers differ.</param>
/// <param name="Reason">Why it is so.</param>
internal sealed record KnownDifference(string Format, DifferenceKind Kind, string Reason)
{
    /// <summary>Takes the oddity out of an input, or answers null when it is not there; both must then read what is left alike.</summary>
    public Func<byte[], byte[]?>? Repair { get; init; }

    /// <summary>Where it cannot be taken out: true when the oddity is there.</summary>
    public Func<Difference, bool>? IsThere { get; init; }

    /// <summary>Why a reader differs from another over an input; null when nothing that is known explains it.</summary>
    public static string? Explain(string format, Difference difference)
    {
        KnownDifference[] candidates = [.. KnownDifferences.All.Where(one => one.Format == format && one.Kind == difference.Kind)];
        foreach (KnownDifference one in candidates)
        {
            if (one.IsThere?.Invoke(difference) == true) return one.Reason;
            if (one.Repair?.Invoke(difference.Input) is { } repaired && difference.EndsWith(repaired)) return one.Reason;
        }

        // Several oddities in one input.
        byte[] input = difference.Input;
        List<string> reasons = [];
        foreach (KnownDifference one in candidates)
        {
            if (one.Repair?.Invoke(input) is not { } repaired) continue;
            input = repaired;
            reasons.Add(one.Reason);
        }

        if (reasons.Count == 0) return null;
        if (candidates.FirstOrDefault(one => one.IsThere?.Invoke(difference with { Input = input }) == true) is { } rest) reasons.Add(rest.Reason);
        else if (!difference.EndsWith(input)) return null;
        return string.Join(" And: ", reasons);
    }
}
