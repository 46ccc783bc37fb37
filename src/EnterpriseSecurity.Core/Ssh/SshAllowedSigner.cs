namespace EnterpriseSecurity.Ssh;

/// <summary>One line of an allowed signers file: who may sign with which key, for what, and when (ssh-keygen(1)). Immutable.</summary>
public sealed class SshAllowedSigner
{
    private const char ListSeparator = ',';

    private SshAllowedSigner(int lineNumber, string principals, SshPublicKey key)
    {
        LineNumber = lineNumber;
        Principals = principals.Split(ListSeparator);
        Key = key;
    }

    /// <summary>The line's number, from 1.</summary>
    public int LineNumber { get; }

    /// <summary>The patterns of identities that the key speaks for; <c>*</c> and <c>?</c> stand for text, a leading <c>!</c> excludes.</summary>
    public IReadOnlyList<string> Principals { get; }

    /// <summary>The key.</summary>
    public SshPublicKey Key { get; }

    /// <summary>True when the key signs certificates, and only their keys may sign data.</summary>
    public bool IsCertificateAuthority { get; private set; }

    /// <summary>The patterns of namespaces that the key may sign for; null when it may sign for any.</summary>
    public IReadOnlyList<string>? Namespaces { get; private set; }

    /// <summary>Before this time the key may not sign; null for no such limit.</summary>
    public DateTimeOffset? ValidAfter { get; private set; }

    /// <summary>After this time the key may not sign; null for no such limit.</summary>
    public DateTimeOffset? ValidBefore { get; private set; }

    /// <exception cref="MalformedDataException">The line cannot be read.</exception>
    /// <exception cref="UnsupportedException">The key is of a kind that is not supported.</exception>
    internal static SshAllowedSigner Parse(string line, int lineNumber, TimeZoneInfo localZone)
    {
        string rest = line.Trim(' ', '\t', '\r');
        string principals = TakePrincipals(ref rest);
        SshKeyLine fields = SshKeyLine.Parse(rest, SshData.AllowedSigner);
        SshAllowedSigner signer = new(lineNumber, principals, fields.Key);
        foreach (SshKeyOption option in fields.Options) signer.Apply(option, localZone);
        if (signer.ValidBefore <= signer.ValidAfter) throw Malformed("valid-before is not after valid-after.");
        return signer;
    }

    internal bool Names(string principal) => SshPattern.ListMatches(Principals, principal);

    internal bool AllowsNamespace(string signatureNamespace) => Namespaces is null || SshPattern.ListMatches(Namespaces, signatureNamespace);

    internal bool IsTooEarly(DateTimeOffset at) => at < ValidAfter;

    internal bool IsTooLate(DateTimeOffset at) => at > ValidBefore;

    private static string TakePrincipals(ref string line)
    {
        bool quoted = line.StartsWith('"');
        int end = quoted ? line.IndexOf('"', 1) : line.AsSpan().IndexOfAny(' ', '\t');
        if (end < 0) throw Malformed(quoted ? "a quote is not closed." : "there is no key in it.");
        string principals = quoted ? line[1..end] : line[..end];
        if (principals.Length == 0) throw Malformed("it names no principal.");
        line = line[(end + 1)..];
        return principals;
    }

    private void Apply(SshKeyOption option, TimeZoneInfo localZone)
    {
        if (option.Is("cert-authority") && option.Value is null) IsCertificateAuthority = true;
        else if (option.Is("namespaces") && option.Value is not null) Namespaces = Once(Namespaces, option).Split(ListSeparator);
        else if (option.Is("valid-after") && option.Value is not null) ValidAfter = ReadTime(Once(ValidAfter, option), localZone);
        else if (option.Is("valid-before") && option.Value is not null) ValidBefore = ReadTime(Once(ValidBefore, option), localZone);
        else throw Malformed($"the option '{option.Name}' is unknown or lacks its value.");
    }

    private static string Once(object? earlier, SshKeyOption option) =>
        earlier is null ? option.Value! : throw Malformed($"the option '{option.Name}' stands in it twice.");

    private static DateTimeOffset ReadTime(string text, TimeZoneInfo localZone) =>
        SshTime.Parse(text, localZone) ?? throw Malformed("a time is not YYYYMMDD or YYYYMMDDHHMM[SS], with Z for UTC.");

    private static MalformedDataException Malformed(string detail) => SecurityErrors.SshMalformed(SshData.AllowedSigner, detail);
}
