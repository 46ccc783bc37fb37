using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Adds a user's new password to the history, as a hash; one of the last ones is refused.</summary>
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

    /// <summary>The password.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPassword)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>The password's hash, as ConvertTo-PasswordHash writes it; a reuse is known only by the very same hash.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByHash)]
    public string Hash { get; set; } = "";

    /// <summary>The version that the history must have, 0 for none yet; else nothing is added.</summary>
    [Parameter]
    public long? ExpectedVersion { get; set; }

    /// <summary>Writes what is known of the history now.</summary>
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
