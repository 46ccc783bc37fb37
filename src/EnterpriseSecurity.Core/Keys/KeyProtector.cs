using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Providers;

namespace EnterpriseSecurity.Keys;

/// <summary>
/// What someone offers to unlock a store, or to lock one with: a passphrase, a key file, an environment variable,
/// DPAPI, or recovery shares. It is wiped on disposal.
/// </summary>
public abstract class KeyProtector : IDisposable
{
    private protected KeyProtector(ProtectorKind kind, string description)
    {
        Kind = kind;
        Description = description;
    }

    /// <summary>What unlocks.</summary>
    public ProtectorKind Kind { get; }

    /// <summary>Where it is to be found; never a secret.</summary>
    public string Description { get; }

    /// <summary>A passphrase, as UTF-8; it goes through Argon2id with 64 MiB, 3 passes, 1 lane, and a random salt.</summary>
    /// <exception cref="InvalidInputException">It is empty.</exception>
    public static KeyProtector FromPassphrase(ReadOnlySpan<byte> passphrase) =>
        passphrase.IsEmpty ? throw SecurityErrors.PassphraseEmpty() : new SharedSecretProtector(ProtectorKind.Passphrase, "passphrase", SecretBuffer.CopyOf(passphrase), isRandom: false);

    /// <summary>A key file: at least 32 random bytes, in a file that only its owner can read.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidInputException">The file is too short or others can read it.</exception>
    public static KeyProtector FromKeyFile(string path) =>
        new SharedSecretProtector(ProtectorKind.KeyFile, Path.GetFullPath(path), KeyFile.Read(path), isRandom: true);

    /// <summary>
    /// The value of an environment variable. One that is at least 32 bytes in base64 is taken for random bytes;
    /// anything else goes through Argon2id as a passphrase does.
    /// </summary>
    /// <exception cref="NotFoundException">The variable is not set.</exception>
    public static KeyProtector FromEnvironmentVariable(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        string? value = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(value)) throw SecurityErrors.EnvironmentKeyMissing(name);
        byte[] decoded = new byte[value.Length];
        bool isRandom = Convert.TryFromBase64String(value, decoded, out int length) && length >= KeyFile.MinimumSize;
        SecretBuffer secret = isRandom ? SecretBuffer.CopyOf(decoded.AsSpan(0, length)) : SecretBuffer.FromUtf8(value);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(decoded);
        return new SharedSecretProtector(ProtectorKind.EnvironmentVariable, name, secret, isRandom);
    }

    /// <summary>DPAPI: whoever is signed in to Windows as this user.</summary>
    /// <exception cref="UnsupportedException">This is not Windows.</exception>
    public static KeyProtector FromDpapi() =>
        OperatingSystem.IsWindows() ? new DpapiProtector(LibraryProviders.Current.DataProtection) : throw SecurityErrors.DpapiUnavailable();

    /// <summary>Recovery shares, as they were printed; as many as the scheme needs.</summary>
    /// <exception cref="MalformedDataException">A share was mistyped.</exception>
    /// <exception cref="InvalidInputException">There are too few.</exception>
    public static KeyProtector FromRecoveryShares(IReadOnlyList<string> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        return new SharedSecretProtector(ProtectorKind.RecoveryShares, "recovery shares", RecoveryShare.Combine(shares), isRandom: true);
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>True when an entry is of the kind that this can unlock.</summary>
    internal virtual bool Fits(ProtectorEntry entry) => entry.Kind == Kind;

    /// <summary>Wraps a root key into a new entry.</summary>
    internal abstract ProtectorEntry Protect(ReadOnlySpan<byte> rootKey, string storeId, ProtectorEntry draft);

    /// <summary>Unwraps the root key of an entry; null when this is not what the entry was made with.</summary>
    internal abstract SecretBuffer? TryUnprotect(ProtectorEntry entry, string storeId);
}
