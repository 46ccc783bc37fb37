using System.Security.Cryptography;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// Hashes passwords and compares them with hashes. It needs no store; one that comes from a store writes to its audit
/// trail. Passwords are bytes: UTF-8, unless the hash was made from another encoding. It may be used by several threads.
/// </summary>
public sealed class PasswordHasher
{
    private const int SaltSize = 16;

    private static readonly PasswordHashOptions Today = new();
    private readonly SecurityStore? _store;

    /// <summary>Works without a store and without an audit trail.</summary>
    public PasswordHasher()
    {
    }

    internal PasswordHasher(SecurityStore store) => _store = store;

    /// <summary>Hashes a password with a new salt of 16 random bytes.</summary>
    /// <param name="utf8Password">The password; with bcrypt up to 72 bytes, none of them zero.</param>
    /// <param name="options">How; Argon2id at today's cost when null.</param>
    /// <returns>The hash: a PHC string, <c>$2b$</c>, or as passlib spells it.</returns>
    /// <exception cref="InvalidInputException">A cost is out of range, or bcrypt cannot take the password.</exception>
    /// <exception cref="UnsupportedException">The algorithm is not for new hashes.</exception>
    /// <exception cref="UnavailableException">There is not enough memory.</exception>
    public string Hash(ReadOnlySpan<byte> utf8Password, PasswordHashOptions? options = null)
    {
        options ??= Today;
        if (_store is null) return HashUnaudited(utf8Password, options);
        using SecretBuffer password = SecretBuffer.CopyOf(utf8Password);
        AuditNote note = new(AuditAction.PasswordHashed, options.Algorithm.ToString());
        string hash = _store.Attempt(note, () => HashUnaudited(password.Span, options));
        _store.Append(note, durable: false);
        return hash;
    }

    /// <summary>Compares a password with a hash, in constant time.</summary>
    /// <param name="utf8Password">The password.</param>
    /// <param name="hash">The hash, in any of the known formats.</param>
    /// <param name="wanted">What hashes should have: a rehash is due for another algorithm or a lower cost. When null, it is due below the least that OWASP asks for.</param>
    /// <exception cref="MalformedDataException">The hash does not follow its format.</exception>
    /// <exception cref="UnsupportedException">Its format is not known, or its cost is too high; no work was done.</exception>
    /// <exception cref="InvalidInputException">A wanted cost is out of range.</exception>
    /// <exception cref="UnavailableException">There is not enough memory.</exception>
    public PasswordHashVerification Verify(ReadOnlySpan<byte> utf8Password, string hash, PasswordHashOptions? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(hash);
        if (_store is null) return VerifyUnaudited(utf8Password, hash, wanted);
        using SecretBuffer password = SecretBuffer.CopyOf(utf8Password);
        PasswordHashVerification result = _store.Attempt(new AuditNote(AuditAction.PasswordVerified, "-"), () => VerifyUnaudited(password.Span, hash, wanted));
        AuditNote note = new(AuditAction.PasswordVerified, result.Algorithm.ToString())
        {
            Result = result.IsValid ? AuditResult.Success : AuditResult.Denied,
            Metadata = { ["format"] = result.Format.ToString(), ["reason"] = result.Reason.ToString() },
        };
        _store.Append(note, durable: false);
        return result;
    }

    /// <summary>What a hash says of itself; needs no password and does no work.</summary>
    /// <param name="hash">The hash, in any of the known formats.</param>
    /// <param name="wanted">What hashes should have; see <see cref="Verify"/>.</param>
    /// <exception cref="MalformedDataException">The hash does not follow its format.</exception>
    /// <exception cref="UnsupportedException">Its format is not known, or its cost is too high.</exception>
    /// <exception cref="InvalidInputException">A wanted cost is out of range.</exception>
    public PasswordHashInfo Inspect(string hash, PasswordHashOptions? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(hash);
        ParsedPasswordHash parsed = PasswordHashParser.Parse(hash);
        return new PasswordHashInfo
        {
            Algorithm = parsed.Scheme.Algorithm,
            Format = parsed.Format,
            Options = parsed.Scheme.Options,
            Cost = parsed.Scheme.Cost,
            SaltLength = parsed.Salt.Length,
            DigestLength = parsed.Digest.Length,
            RehashReason = parsed.RehashReason(wanted is null ? null : PasswordScheme.ForNew(wanted)),
        };
    }

    /// <summary>Makes the text of a hash from all that goes into it.</summary>
    internal static string Write(ReadOnlySpan<byte> password, PasswordScheme scheme, ReadOnlySpan<byte> salt)
    {
        Span<byte> digest = stackalloc byte[scheme.DigestSize];
        try
        {
            scheme.Derive(password, salt, digest);
        }
        catch (OutOfMemoryException error)
        {
            throw SecurityErrors.PasswordHashMemoryUnavailable(error);
        }

        return scheme.Write(salt, digest);
    }

    private static string HashUnaudited(ReadOnlySpan<byte> password, PasswordHashOptions options) =>
        Write(password, PasswordScheme.ForNew(options), RandomNumberGenerator.GetBytes(SaltSize));

    private static PasswordHashVerification VerifyUnaudited(ReadOnlySpan<byte> password, string hash, PasswordHashOptions? wanted)
    {
        PasswordScheme? target = wanted is null ? null : PasswordScheme.ForNew(wanted);
        ParsedPasswordHash parsed = PasswordHashParser.Parse(hash);
        PasswordHashReason reason;
        try
        {
            reason = parsed.Compare(password);
        }
        catch (OutOfMemoryException error)
        {
            throw SecurityErrors.PasswordHashMemoryUnavailable(error);
        }

        return new PasswordHashVerification
        {
            IsValid = reason == PasswordHashReason.Match,
            Reason = reason,
            Algorithm = parsed.Scheme.Algorithm,
            Format = parsed.Format,
            RehashReason = parsed.RehashReason(target),
        };
    }
}
