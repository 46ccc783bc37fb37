namespace EnterpriseSecurity.Ssh;

/// <summary>One key in an <c>authorized_keys</c> file. Immutable.</summary>
public sealed class SshAuthorizedKeyEntry
{
    internal SshAuthorizedKeyEntry(IReadOnlyList<SshKeyOption> options, SshPublicKey key, int lineNumber)
    {
        Options = options;
        Key = key;
        LineNumber = lineNumber;
    }

    /// <summary>The options, in their order; empty when there are none.</summary>
    public IReadOnlyList<SshKeyOption> Options { get; }

    /// <summary>The key.</summary>
    public SshPublicKey Key { get; }

    /// <summary>The comment after the key; empty when there is none.</summary>
    public string Comment => Key.Comment;

    /// <summary>The line's number in the file, from 1.</summary>
    public int LineNumber { get; }

    /// <summary>The key's SHA-256 fingerprint.</summary>
    public string Fingerprint => Key.GetFingerprint();

    /// <summary>True when this is the key's fingerprint, <c>SHA256:…</c> with padding or without, or <c>MD5:…</c> in either case.</summary>
    public bool HasFingerprint(string fingerprint)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        string wanted = fingerprint.Trim().TrimEnd('=');
        return Fingerprint == wanted || string.Equals(Key.GetFingerprint(SshFingerprintHash.Md5), wanted, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True when the key lets in those whose certificates it signed, and nobody by itself.</summary>
    public bool IsCertificateAuthority => Options.Any(option => option.Is("cert-authority"));

    /// <summary>The entry as a line without a line break.</summary>
    public override string ToString() =>
        Options.Count == 0 ? Key.ToOpenSsh() : $"{SshOptionText.Write(Options)} {Key.ToOpenSsh()}";
}
