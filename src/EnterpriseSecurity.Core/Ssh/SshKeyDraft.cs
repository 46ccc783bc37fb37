using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>A private key file in the making: its bytes, and the public key that goes with it. Wiped on dispose.</summary>
internal sealed class SshKeyDraft(SshPublicKey publicKey, SecretBuffer file) : IDisposable
{
    public SshPublicKey PublicKey { get; } = publicKey;

    public ReadOnlySpan<byte> File => file.Span;

    public string Digest { get; } = SshKeyPairFiles.DigestOf(file.Span);

    /// <summary>Makes a new key.</summary>
    public static SshKeyDraft Generate(SshKeyOptions options) =>
        Generate(options.KeyType, options.CommentOrDefault, options.PassphraseBytes, options.BcryptRounds);

    /// <summary>Writes a key in a format.</summary>
    public static SshKeyDraft Of(SshPrivateKey key, SshPrivateKeyFormat format, SecretBuffer? passphrase, int rounds = SshPrivateKeyFile.DefaultBcryptRounds) =>
        new(key.PublicKey, format == SshPrivateKeyFormat.OpenSsh ? SshPrivateKeyFile.WriteOpenSsh(key, Bytes(passphrase), rounds) : SshPrivateKeyFile.Write(key, format, Bytes(passphrase)));

    /// <summary>Opens a private key file, and refuses a public one.</summary>
    /// <inheritdoc cref="Read"/>
    public static SshPrivateKey Open(ReadOnlySpan<byte> file, SshKeyPairFiles files, ReadOnlySpan<byte> passphrase) =>
        SshKeyChecker.IsPrivate(file) ? Read(file, files, passphrase) : throw SecurityErrors.SshPrivateKeyNeeded(files.PrivatePath);

    /// <summary>Reads a private key file; a comment that its format has no place for comes from the public key beside it.</summary>
    public static SshPrivateKey Read(ReadOnlySpan<byte> file, SshKeyPairFiles files, ReadOnlySpan<byte> passphrase)
    {
        SshPrivateKey key = SshPrivateKeyFile.Read(file, passphrase);
        if (key.Comment.Length > 0 || files.TryReadPublic() is not { Comment.Length: > 0 } beside || !beside.Equals(key.PublicKey)) return key;
        using (key) return key.WithComment(beside.Comment);
    }

    /// <summary>Makes the key that shall follow another: of the same kind and comment, protected as that one was.</summary>
    /// <param name="old">The old private key file, already read.</param>
    /// <param name="files">Where it is, for what the file does not show.</param>
    /// <param name="options">What shall be different.</param>
    /// <param name="previous">The old key's fingerprint.</param>
    /// <exception cref="AuthenticationFailedException">The old key is encrypted, and no passphrase, or a wrong one, was given.</exception>
    public static SshKeyDraft Successor(ReadOnlySpan<byte> old, SshKeyPairFiles files, SshKeyRotationOptions options, out string previous)
    {
        if (options.NewPassphrase is { Length: 0 }) throw SecurityErrors.SshPassphraseEmpty();
        if (!SshKeyChecker.IsPrivate(old)) throw SecurityErrors.SshPrivateKeyNeeded(files.PrivatePath);
        SshPrivateKeyFileInfo info = SshPrivateKeyFile.Inspect(old);
        SshPublicKey? known = info.PublicKey;
        if (info.IsEncrypted && (options.NewPassphrase is null || options.Passphrase is not null || known is null))
        {
            using SshPrivateKey opened = Open(old, files, Bytes(options.Passphrase));
            known = opened.PublicKey;
        }

        previous = known!.GetFingerprint();
        SshPublicKey? beside = files.TryReadPublic();
        string comment = known.Comment.Length == 0 && beside is not null && beside.Equals(known) ? beside.Comment : known.Comment;
        SshKeyType type = options.KeyType ?? SshKeyTypes.Of(known) ?? throw SecurityErrors.SshKeyTypeNeeded(known.Algorithm);
        return Generate(type, comment, Bytes(options.NewPassphrase ?? (info.IsEncrypted ? options.Passphrase : null)), options.BcryptRounds);
    }

    /// <summary>Writes a key file anew, in its own format, under another passphrase.</summary>
    /// <param name="files">The key.</param>
    /// <param name="current">The present passphrase; null for none.</param>
    /// <param name="next">The new one; null to take it away.</param>
    /// <param name="rounds">The cost of trying the new one, for OpenSSH's format.</param>
    public static SshKeyDraft Reprotect(SshKeyPairFiles files, SecretBuffer? current, SecretBuffer? next, int rounds)
    {
        if (next is { Length: 0 }) throw SecurityErrors.SshPassphraseEmpty();
        using SecretBuffer old = files.ReadPrivate();
        if (!SshKeyChecker.IsPrivate(old.Span)) throw SecurityErrors.SshPrivateKeyNeeded(files.PrivatePath);
        SshPrivateKeyFileInfo info = SshPrivateKeyFile.Inspect(old.Span);
        if (next is null && !info.IsEncrypted) throw SecurityErrors.SshKeyHasNoPassphrase(files.PrivatePath);
        using SshPrivateKey key = Open(old.Span, files, Bytes(current));
        return Of(key, info.Format, next, rounds);
    }

    public void Dispose() => file.Dispose();

    private static SshKeyDraft Generate(SshKeyType type, string comment, ReadOnlySpan<byte> passphrase, int rounds)
    {
        using SshPrivateKey key = SshPrivateKey.Generate(type, comment);
        return new SshKeyDraft(key.PublicKey, SshPrivateKeyFile.WriteOpenSsh(key, passphrase, rounds));
    }

    private static ReadOnlySpan<byte> Bytes(SecretBuffer? passphrase) => passphrase is null ? default : passphrase.Span;
}
