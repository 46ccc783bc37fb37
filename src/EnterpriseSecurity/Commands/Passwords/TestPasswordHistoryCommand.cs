using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Tells whether a password differs from a user's last ones.</summary>
/// <remarks>
/// <para>
/// True means that the password is new and may be used; False, that the user had it among the last ones. It is
/// compared with as many of the newest hashes as <c>-HistorySize</c> says, and with nobody's hash in place of those
/// that a user does not have, so that the time does not tell whether a user is known. Each comparison is slow by
/// intention; five take about a second.
/// </para>
/// <para>
/// <c>-Detailed</c> also says when the user's present password was set, when it becomes too old for the policy
/// (ExpiresAt) and whether it is (IsExpired). <see cref="AddPasswordHistoryCommand"/> makes its own comparison; this
/// cmdlet changes nothing.
/// </para>
/// <para>
/// The audit trail gets the entry <c>password_history_checked</c>, with the result denied for a password that was
/// used before.
/// </para>
/// </remarks>
/// <example>
/// <para>Ask before a password is changed.</para>
/// <code>
/// if (-not (Test-PasswordHistory jane (Read-Host -AsSecureString 'New password'))) { 'You have had this password before.' }
/// </code>
/// </example>
/// <example>
/// <para>See whether a user's password is too old.</para>
/// <code>
/// $check = Test-PasswordHistory jane (Read-Host -AsSecureString 'Password') -Detailed
/// $check | Select-Object UserId, IsNew, LastChangedAt, ExpiresAt, IsExpired
/// </code>
/// </example>
/// <example>
/// <para>Check one candidate for several users.</para>
/// <code>
/// $candidate = Read-Host -AsSecureString 'Password'
/// Import-Csv ./users.csv | Select-Object UserId | Test-PasswordHistory -Password $candidate -HistorySize 3 -Detailed
/// </code>
/// </example>
/// <seealso cref="AddPasswordHistoryCommand"/>
/// <seealso cref="TestPasswordPolicyCommand"/>
/// <seealso cref="SetPasswordPolicyCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "PasswordHistory")]
[OutputType(typeof(bool), typeof(PasswordHistoryCheck))]
public sealed class TestPasswordHistoryCommand : StoreCmdlet
{
    /// <summary>The user; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PasswordUserCompleter))]
    public string UserId { get; set; } = "";

    /// <summary>The password to compare.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>With how many of the last passwords it is compared, 1 to 100; 5 by default.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int HistorySize { get; set; } = 5;

    /// <summary>Writes an object with IsNew, LastChangedAt, ExpiresAt and IsExpired instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(UserId, () =>
    {
        using SecretBuffer password = Password.ToUtf8Buffer();
        PasswordHistoryCheck check = store.Passwords.CheckHistory(UserId, password.Span, HistorySize);
        WriteObject(Detailed ? check : (object)check.IsNew);
    });
}
