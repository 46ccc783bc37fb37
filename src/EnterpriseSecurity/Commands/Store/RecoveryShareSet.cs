namespace EnterpriseSecurity.Commands.Store;

/// <summary>
/// Recovery shares, handed out this once: give each to another keeper; the store does not hold them. In PowerShell they are
/// the hidden property <c>Share</c>.
/// </summary>
public sealed class RecoveryShareSet : SecretBearer
{
    private readonly string[] _shares;

    internal RecoveryShareSet(string id, int threshold, string[] shares)
    {
        Id = id;
        Threshold = threshold;
        _shares = shares;
    }

    /// <summary>The protector's id.</summary>
    public string Id { get; }

    /// <summary>How many of the shares unlock the store.</summary>
    public int Threshold { get; }

    /// <summary>How many shares there are.</summary>
    public int Count => _shares.Length;

    /// <summary>The shares.</summary>
    public string[] RevealShare() => [.. _shares];

    /// <summary>The scheme, never the shares.</summary>
    public override string ToString() => $"{Threshold} of {Count} recovery shares";
}
