namespace EnterpriseSecurity.Commands.Store;

/// <summary>Recovery shares, shown this once. Give each to another keeper; the store does not hold them.</summary>
/// <param name="Id">The protector's id.</param>
/// <param name="Threshold">How many of the shares unlock the store.</param>
/// <param name="Share">The shares.</param>
public sealed record RecoveryShareSet(string Id, int Threshold, IReadOnlyList<string> Share)
{
    /// <summary>The scheme, never the shares.</summary>
    public override string ToString() => $"{Threshold} of {Share.Count} recovery shares";
}
