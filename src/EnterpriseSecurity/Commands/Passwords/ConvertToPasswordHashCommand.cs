using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Hashes a password for keeping in a user database or a password file.</summary>
/// <remarks>
/// <para>
/// The hash is one text that holds the algorithm, its cost, a random salt of 16 bytes and the digest. Argon2id in the
/// PHC format is the default (64 MiB, 3 passes, 4 lanes; the second recommended option of RFC 9106). Bcrypt ($2b$),
/// Scrypt and Pbkdf2 are for programs that need them; PBKDF2 is spelled as passlib does.
/// <see cref="TestPasswordHashCommand"/> reads all of them, and so do other tools of these formats.
/// </para>
/// <para>
/// A cost parameter fits some algorithms only, and a cost below what OWASP's Password Storage Cheat Sheet asks for is
/// refused, as is one far above. One hash takes about a tenth of a second to a second, by intention; Ctrl+C does not
/// interrupt a hash that is being computed.
/// </para>
/// <para>
/// No store is needed. With one connected, each hash leaves the audit entry <c>password_hashed</c> with the
/// algorithm, never the password or the hash.
/// </para>
/// <para>
/// Errors: <c>PasswordHashCostInvalid</c>, <c>PasswordHashCostUnfitting</c> (a parameter of another algorithm), and
/// with Bcrypt <c>PasswordTooLongForBcrypt</c> (more than 72 bytes of UTF-8) and <c>PasswordHasZeroByte</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Hash a password that is typed in.</para>
/// <code>
/// $hash = Read-Host -AsSecureString 'Password' | ConvertTo-PasswordHash
/// $hash
/// </code>
/// </example>
/// <example>
/// <para>Add a user to a password file of nginx or Apache.</para>
/// <code>
/// $password = Read-Host -AsSecureString 'Password for jim'
/// "jim:$(ConvertTo-PasswordHash $password -Algorithm Bcrypt)" | Add-Content ./.htpasswd
/// </code>
/// </example>
/// <example>
/// <para>Replace the clear passwords of an old export by hashes.</para>
/// <code>
/// Import-Csv ./legacy-users.csv |
///     Select-Object UserId, @{ Name = 'Hash'; Expression = { ConvertTo-PasswordHash $_.Password } } |
///     Export-Csv ./users.csv
/// </code>
/// </example>
/// <example>
/// <para>Use less memory, for a server with little of it.</para>
/// <code>
/// ConvertTo-PasswordHash (Read-Host -AsSecureString 'Password') -MemoryKiB 19456 -Iterations 2 -Parallelism 1
/// </code>
/// </example>
/// <seealso cref="TestPasswordHashCommand"/>
/// <seealso cref="AddPasswordHistoryCommand"/>
/// <seealso cref="NewPasswordCommand"/>
[Cmdlet(VerbsData.ConvertTo, "PasswordHash")]
[OutputType(typeof(string))]
public sealed class ConvertToPasswordHashCommand : OptionalStoreCmdlet
{
    private const string Pbkdf2 = "Pbkdf2";

    /// <summary>The password.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>
    /// The algorithm: Argon2id (the default), Bcrypt, Scrypt, Pbkdf2Sha256 or Pbkdf2Sha512. Pbkdf2 is Pbkdf2Sha512.
    /// </summary>
    [Parameter]
    [ValidateSet("Argon2id", "Bcrypt", "Scrypt", Pbkdf2, "Pbkdf2Sha256", "Pbkdf2Sha512")]
    public string Algorithm { get; set; } = nameof(PasswordHashAlgorithm.Argon2id);

    /// <summary>Argon2id: the memory in KiB; 65,536 (64 MiB) by default, at most 1,048,576.</summary>
    [Parameter]
    public int? MemoryKiB { get; set; }

    /// <summary>
    /// Argon2id: the passes, 3 by default. PBKDF2: the iterations, 210,000 with SHA-512 and 600,000 with SHA-256.
    /// </summary>
    [Parameter]
    public int? Iterations { get; set; }

    /// <summary>Argon2id: the lanes, 4 by default. Scrypt: p, 1 by default.</summary>
    [Parameter]
    public int? Parallelism { get; set; }

    /// <summary>
    /// Bcrypt: the logarithm to the base 2 of the rounds, 10 to 20, 12 by default. Scrypt: the logarithm of N, 17 by
    /// default.
    /// </summary>
    [Parameter]
    public int? Cost { get; set; }

    /// <summary>Scrypt: r; 8 by default.</summary>
    [Parameter]
    public int? BlockSize { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(null, () =>
    {
        PasswordHashOptions options = new()
        {
            Algorithm = Algorithm.Equals(Pbkdf2, StringComparison.OrdinalIgnoreCase) ? PasswordHashAlgorithm.Pbkdf2Sha512 : Enum.Parse<PasswordHashAlgorithm>(Algorithm, ignoreCase: true),
            MemoryKiB = MemoryKiB,
            Iterations = Iterations,
            Parallelism = Parallelism,
            Cost = Cost,
            BlockSize = BlockSize,
        };
        using SecretBuffer password = Password.ToUtf8Buffer();
        WriteObject((TryResolve()?.PasswordHasher ?? new PasswordHasher()).Hash(password.Span, options));
    });
}
