using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Ssh;

/// <content>What trusts keys and what keys vouch for: authorized_keys files and signatures, with their audit entries.</content>
public sealed partial class SshKeyFiles
{
    /// <summary>The keys that may log in by an authorized_keys file, and its lines that cannot be read.</summary>
    /// <param name="path">The file.</param>
    public SshAuthorizedKeysContent GetAuthorizedKeys(string path) => Read(AuditAction.SshKeyListed, Path.GetFullPath(path), new SshAuthorizedKeys(path, _time).Read);

    /// <summary>Lets a key log in; see <see cref="SshAuthorizedKeys.Add"/>.</summary>
    /// <param name="path">The authorized_keys file; made when it is absent.</param>
    /// <param name="key">The public key.</param>
    /// <param name="options">What it may do; everything when null.</param>
    /// <param name="comment">Another comment than the key's.</param>
    /// <param name="replaceOptions">True to give a key that is there already these options.</param>
    public SshAuthorizedKeyAddition AddAuthorizedKey(string path, SshPublicKey key, IReadOnlyList<SshKeyOption>? options = null, string? comment = null, bool replaceOptions = false)
    {
        ArgumentNullException.ThrowIfNull(key);
        AuditNote note = Trust(AuditAction.SshAuthorizedKeyAdded, path, key.GetFingerprint());
        if (options is { Count: > 0 }) note.Metadata["options"] = string.Join(',', options);
        SshAuthorizedKeyAddition made = Attempt(note, () => new SshAuthorizedKeys(path, _time).Add(key, options, comment, replaceOptions));
        note.Metadata["outcome"] = made.Outcome.ToString();
        _store?.Append(note, durable: true);
        return made;
    }

    /// <summary>Takes away every line of a key.</summary>
    /// <param name="path">The authorized_keys file.</param>
    /// <param name="fingerprint">The key's fingerprint, <c>SHA256:…</c> or <c>MD5:…</c>.</param>
    /// <returns>The lines that were taken away.</returns>
    public IReadOnlyList<SshAuthorizedKeyEntry> RemoveAuthorizedKey(string path, string fingerprint) => RemoveLines(path, fingerprint, file => file.RemoveByFingerprint(fingerprint));

    /// <summary>Takes away the lines whose comment matches.</summary>
    /// <param name="path">The authorized_keys file.</param>
    /// <param name="pattern">The comment; <c>*</c> and <c>?</c> stand for any characters and for one.</param>
    /// <returns>The lines that were taken away.</returns>
    public IReadOnlyList<SshAuthorizedKeyEntry> RemoveAuthorizedKeysByComment(string path, string pattern) => RemoveLines(path, pattern, file => file.RemoveByComment(pattern));

    /// <summary>Signs as <c>ssh-keygen -Y sign</c> does, by PROTOCOL.sshsig.</summary>
    /// <param name="key">The private key.</param>
    /// <param name="data">What to sign, from its present position to its end.</param>
    /// <param name="signatureNamespace">What the signature is for, as in <c>file</c> or <c>git</c>.</param>
    /// <param name="hash">The hash of the data.</param>
    /// <param name="resource">What is signed, for the audit trail.</param>
    public SshSignature Sign(SshPrivateKey key, Stream data, string signatureNamespace, SshSignatureHash hash, string resource)
    {
        ArgumentNullException.ThrowIfNull(key);
        AuditNote note = new(AuditAction.SshSigned, resource) { Metadata = { ["fingerprint"] = key.PublicKey.GetFingerprint(), ["namespace"] = signatureNamespace } };
        SshSignature signature = Attempt(note, () => SshSignature.Sign(key, data, signatureNamespace, hash));
        _store?.Append(note, durable: true);
        return signature;
    }

    private static AuditNote Trust(string action, string path, string key) => new(action, Path.GetFullPath(path)) { Metadata = { ["key"] = key } };

    private IReadOnlyList<SshAuthorizedKeyEntry> RemoveLines(string path, string what, Func<SshAuthorizedKeys, IReadOnlyList<SshAuthorizedKeyEntry>> remove)
    {
        AuditNote note = Trust(AuditAction.SshAuthorizedKeyRemoved, path, what);
        IReadOnlyList<SshAuthorizedKeyEntry> removed = Attempt(note, () => remove(new SshAuthorizedKeys(path, _time)));
        note.Metadata["lines"] = removed.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _store?.Append(note, durable: true);
        return removed;
    }
}
