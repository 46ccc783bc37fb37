using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Adds a user's new password to the user's history in the connected store.</summary>
/// <remarks>
/// <para>
/// The password is hashed with Argon2id and kept sealed; the newest hashes are kept, as many as the policy's
/// HistoryCount. It is refused when it is one of them (<c>PasswordReused</c>), and when the present one is younger
/// than the policy's MinimumAge (<c>PasswordChangedTooSoon</c>). The other rules are not checked here; ask
/// <see cref="TestPasswordPolicyCommand"/> first.
/// </para>
/// <para>
/// Use it when a user's password is changed, wherever the password itself is kept. Of two processes that add the same
/// password at once one succeeds. <c>-ExpectedVersion</c> refuses the addition when somebody else has added one since
/// you looked (<c>PasswordHistoryVersionDiffers</c>).
/// </para>
/// <para>
/// A hash that is given without its password (<c>-Hash</c>) is only known again by the very same text, because its
/// salt is random.
/// </para>
/// <para>
/// The audit trail gets the entry <c>password_history_added</c>, with the result denied for a refusal. No output
/// unless <c>-PassThru</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Record a changed password.</para>
/// <code>
/// Add-PasswordHistory jane (Read-Host -AsSecureString 'New password')
/// </code>
/// </example>
/// <example>
/// <para>Record it and see until when it may be used.</para>
/// <code>
/// Set-PasswordPolicy -MaximumAge 90d | Out-Null
/// $info = Add-PasswordHistory -UserId jane -Password (Read-Host -AsSecureString 'New password') -PassThru
/// $info | Select-Object UserId, Count, LastChangedAt, ExpiresAt
/// </code>
/// </example>
/// <example>
/// <para>Begin the histories with the hashes of an existing user database.</para>
/// <code>
/// Import-Csv ./users.csv | Add-PasswordHistory
/// </code>
/// <para>The columns UserId and Hash are taken.</para>
/// </example>
/// <seealso cref="TestPasswordHistoryCommand"/>
/// <seealso cref="TestPasswordPolicyCommand"/>
/// <seealso cref="ConvertToPasswordHashCommand"/>
/// <seealso cref="SetPasswordPolicyCommand"/>
[Cmdlet(VerbsCommon.Add, "PasswordHistory", SupportsShouldProcess = true, DefaultParameterSetName = ByPassword)]
[OutputType(typeof(PasswordHistoryInfo))]
public sealed class AddPasswordHistoryCommand : StoreCmdlet
{
    private const string ByPassword = "Password";
    private const string ByHash = "Hash";

    /// <summary>The user; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PasswordUserCompleter))]
    public string UserId { get; set; } = "";

    /// <summary>The new password.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPassword)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>
    /// The hash of the password instead of the password, as <see cref="ConvertToPasswordHashCommand"/> writes it.
    /// Only the very same text counts as reuse later.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByHash)]
    [TextTransformation]
    public string Hash { get; set; } = "";

    /// <summary>
    /// The version that the history must have, 0 for none yet; with any other nothing is added. <c>-PassThru</c>
    /// writes the version.
    /// </summary>
    [Parameter]
    public long? ExpectedVersion { get; set; }

    /// <summary>Writes what is known of the history afterwards: Count, Version, LastChangedAt, ExpiresAt, IsExpired.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess(UserId, "Add to password history")) return;
        ForEachInput(UserId, () =>
        {
            using SecretBuffer? password = ParameterSetName == ByPassword ? Password.ToUtf8Buffer() : null;
            PasswordHistoryInfo info = password is null
                ? store.Passwords.AddHash(UserId, Hash, ExpectedVersion)
                : store.Passwords.Add(UserId, password.Span, expectedVersion: ExpectedVersion);
            if (PassThru) WriteObject(info);
        });
    }
}
