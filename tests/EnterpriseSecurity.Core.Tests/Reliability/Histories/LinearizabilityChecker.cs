namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>
/// Decides whether the calls of a history can be put into one order that a model agrees with and in which no call comes
/// before one that was answered before it was made: the search of Wing and Gong (1993), which tries no set of done calls
/// twice with the same state (Lowe, 2017).
/// </summary>
internal static class LinearizabilityChecker
{
    /// <summary>The most calls of one history.</summary>
    public const int MostCalls = 128;

    /// <summary>True when there is such an order.</summary>
    public static bool Agrees(IModel model, IReadOnlyList<Operation> history)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(history.Count, MostCalls);
        Operation[] calls = [.. history.OrderBy(call => call.Begin)];
        string[][] words = [.. calls.Select(call => call.Call.Split(' '))];
        HashSet<(UInt128 Done, string State)> tried = [];
        return Search(UInt128.Zero, model.Start, calls.Length);

        bool Search(UInt128 done, string state, int left)
        {
            if (left == 0) return true;
            if (!tried.Add((done, state))) return false;
            // Who began after somebody else was answered cannot be next before him.
            long firstAnswer = Open(done).Min(i => calls[i].End);
            // Of calls that are the same, the one that was answered first may as well be first.
            foreach (int i in Open(done).TakeWhile(i => calls[i].Begin <= firstAnswer).OrderBy(i => calls[i].End).DistinctBy(i => (calls[i].Call, calls[i].Answer)))
            {
                if (model.Next(state, words[i], calls[i].Answer) is { } next && Search(done | (UInt128.One << i), next, left - 1)) return true;
            }

            return false;
        }

        IEnumerable<int> Open(UInt128 done) => Enumerable.Range(0, calls.Length).Where(i => (done >> i & 1) == 0);
    }
}
