using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>Reads and writes private key files. The format is recognised by the line that a private key begins with.</summary>
public static class SshPrivateKeyFile
{
    /// <summary>The bcrypt rounds of a new OpenSSH file unless others are asked for; ssh-keygen's number.</summary>
    public const int DefaultBcryptRounds = 24;

    /// <summary>Reads a private key.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="passphrase">The passphrase in UTF-8; empty for none. Ignored when the file is not encrypted.</param>
    /// <exception cref="AuthenticationFailedException">A passphrase is needed (<c>SshPassphraseRequired</c>) or wrong (<c>SshPassphraseWrong</c>).</exception>
    /// <exception cref="MalformedDataException">The file is broken, or its parts do not belong together.</exception>
    /// <exception cref="UnsupportedException">The format, cipher, cost or kind of key is not supported.</exception>
    public static SshPrivateKey Read(ReadOnlySpan<byte> file, ReadOnlySpan<byte> passphrase = default)
    {
        file = SshPem.SkipToPrivateKey(file);
        if (SshPpkFile.IsOne(file)) return SshPpkFile.Read(file, passphrase);
        using SshPem pem = SshPem.Parse(file);
        if (pem.Label == SshOpenSshFile.Label) return SshOpenSshFile.Read(pem.Content.Span, passphrase);
        return SshPemKeyFile.FormatOf(pem.Label) is null ? throw Unsupported(pem) : SshPemKeyFile.Read(pem, passphrase);
    }

    /// <summary>Says what a private key file shows without its passphrase.</summary>
    /// <exception cref="MalformedDataException">The file is broken.</exception>
    /// <exception cref="UnsupportedException">The format, cipher, cost or kind of key is not supported.</exception>
    public static SshPrivateKeyFileInfo Inspect(ReadOnlySpan<byte> file)
    {
        file = SshPem.SkipToPrivateKey(file);
        if (SshPpkFile.IsOne(file)) return SshPpkFile.Inspect(file);
        using SshPem pem = SshPem.Parse(file);
        if (pem.Label == SshOpenSshFile.Label) return SshOpenSshFile.Inspect(pem.Content.Span);
        return SshPemKeyFile.FormatOf(pem.Label) is null ? throw Unsupported(pem) : SshPemKeyFile.Inspect(pem);
    }

    /// <summary>Writes a private key in OpenSSH's format: with a passphrase, aes256-ctr under bcrypt.</summary>
    /// <param name="key">The key.</param>
    /// <param name="passphrase">The passphrase in UTF-8; empty for none.</param>
    /// <param name="bcryptRounds">The cost of trying a passphrase, 1 to 10,000.</param>
    /// <returns>The file's bytes; the caller wipes them.</returns>
    /// <exception cref="InvalidInputException">The number of rounds is out of range.</exception>
    public static SecretBuffer WriteOpenSsh(SshPrivateKey key, ReadOnlySpan<byte> passphrase = default, int bcryptRounds = DefaultBcryptRounds)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (bcryptRounds is < 1 or > SshOpenSshFile.MaximumRounds) throw SecurityErrors.SshKeyGenerationCostInvalid(bcryptRounds, SshOpenSshFile.MaximumRounds);
        return SshOpenSshFile.Write(key, passphrase, bcryptRounds);
    }

    /// <summary>Writes a private key in any format.</summary>
    /// <param name="key">The key.</param>
    /// <param name="format">The format.</param>
    /// <param name="passphrase">
    /// The passphrase in UTF-8; empty for none. OpenSSH's format encrypts with aes256-ctr under bcrypt, PKCS#8 with AES-256-CBC
    /// under 600,000 rounds of PBKDF2-HMAC-SHA-256, PPK with AES-256-CBC under Argon2id.
    /// </param>
    /// <returns>The file's bytes; the caller wipes them.</returns>
    /// <exception cref="UnsupportedException">The format has no place for the key (<c>SshFormatCannotHoldKey</c>), or no safe encryption (<c>SshFormatCannotEncrypt</c>).</exception>
    public static SecretBuffer Write(SshPrivateKey key, SshPrivateKeyFormat format, ReadOnlySpan<byte> passphrase = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return format switch
        {
            SshPrivateKeyFormat.OpenSsh => WriteOpenSsh(key, passphrase),
            SshPrivateKeyFormat.Ppk => SshPpkFile.Write(key, passphrase),
            SshPrivateKeyFormat.Pkcs1 or SshPrivateKeyFormat.Sec1 or SshPrivateKeyFormat.Pkcs8 => SshPemKeyFile.Write(key, format, passphrase),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
    }

    private static UnsupportedException Unsupported(SshPem pem) =>
        SecurityErrors.SshKeyUnsupported($"A file of type '{SshComment.FromFile(pem.Label)}' is not read as a private key.");
}
