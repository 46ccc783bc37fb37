using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Hashes passwords for keeping: Argon2id, or another algorithm that the reader of the hash needs.</summary>
[Cmdlet(VerbsData.ConvertTo, "PasswordHash")]
[OutputType(typeof(string))]
public sealed class ConvertToPasswordHashCommand : OptionalStoreCmdlet
{
    private const string Pbkdf2 = "Pbkdf2";

    /// <summary>The password.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>The algorithm; Pbkdf2 is the one with SHA-512.</summary>
    [Parameter]
    [ValidateSet("Argon2id", "Bcrypt", "Scrypt", Pbkdf2, "Pbkdf2Sha256", "Pbkdf2Sha512")]
    public string Algorithm { get; set; } = nameof(PasswordHashAlgorithm.Argon2id);

    /// <summary>Argon2id: the memory in KiB.</summary>
    [Parameter]
    public int? MemoryKiB { get; set; }

    /// <summary>Argon2id: the passes. PBKDF2: the iterations.</summary>
    [Parameter]
    public int? Iterations { get; set; }

    /// <summary>Argon2id: the lanes. scrypt: p.</summary>
    [Parameter]
    public int? Parallelism { get; set; }

    /// <summary>bcrypt: the logarithm of the rounds. scrypt: ln, the logarithm of N.</summary>
    [Parameter]
    public int? Cost { get; set; }

    /// <summary>scrypt: r.</summary>
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
