using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Tells whether a password matches a hash.</summary>
/// <remarks>
/// <para>
/// The format is found from the hash: Argon2id, Argon2i and Argon2d, bcrypt ($2a$, $2b$, $2y$), scrypt, PBKDF2 as
/// passlib and Django spell it, and ASP.NET Identity 2 and 3. The comparison takes constant time. True means that the
/// password is right; <c>-Detailed</c> also says whether it should be hashed anew (NeedsRehash) because the algorithm
/// is retired, its cost is below what OWASP asks for or its salt is too short.
/// </para>
/// <para>
/// bcrypt reads only 72 bytes and stops at a zero byte. Where a password is longer, or has one, the answer is False
/// with the reason PasswordTooLong or <c>PasswordHasZeroByte</c>, rather than a comparison of a part.
/// </para>
/// <para>
/// No store is needed. With one connected, each comparison leaves the audit entry <c>password_verified</c>, with the
/// result denied when the password is wrong.
/// </para>
/// <para>
/// Errors: <c>PasswordHashUnknown</c> (no known format), <c>PasswordHashMalformed</c>, <c>PasswordHashTooCostly</c>
/// (a hash that would take too much memory or time; no work is done).
/// </para>
/// </remarks>
/// <example>
/// <para>Check a password at sign-in.</para>
/// <code>
/// $hash = Get-Content ./admin.hash
/// if (Test-PasswordHash (Read-Host -AsSecureString 'Password') $hash) { 'welcome' } else { 'wrong password' }
/// </code>
/// </example>
/// <example>
/// <para>Hash a right password anew where the old hash is too weak by now.</para>
/// <code>
/// $password = Read-Host -AsSecureString 'Password'
/// $result = Test-PasswordHash $password (Get-Content ./admin.hash) -Detailed
/// if ($result.IsValid -and $result.NeedsRehash) {
///     ConvertTo-PasswordHash $password | Set-Content ./admin.hash
/// }
/// </code>
/// <para>RehashReason says why. In a database, replace the hash only if the old one is still there.</para>
/// </example>
/// <example>
/// <para>Find the users who still have the password that their accounts were made with.</para>
/// <code>
/// $first = Read-Host -AsSecureString 'First password'
/// Import-Csv ./users.csv | Where-Object { $_ | Test-PasswordHash -Password $first } | Select-Object UserId
/// </code>
/// </example>
/// <seealso cref="ConvertToPasswordHashCommand"/>
/// <seealso cref="TestPasswordPolicyCommand"/>
/// <seealso cref="TestPasswordHistoryCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "PasswordHash")]
[OutputType(typeof(bool), typeof(PasswordHashVerification))]
public sealed class TestPasswordHashCommand : OptionalStoreCmdlet
{
    /// <summary>The password to check.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>The hash as it is kept, in any of the known formats.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Hash { get; set; } = null!;

    /// <summary>
    /// Writes an object with IsValid, Reason, Algorithm, Format, NeedsRehash and RehashReason instead of true or
    /// false.
    /// </summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(null, () =>
    {
        using SecretBuffer password = Password.ToUtf8Buffer();
        PasswordHashVerification result = (TryResolve()?.PasswordHasher ?? new PasswordHasher()).Verify(password.Span, Hash);
        WriteObject(Detailed ? result : (object)result.IsValid);
    });
}
