using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Compares a password with a hash of any known format.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PasswordHash")]
[OutputType(typeof(bool), typeof(PasswordHashVerification))]
public sealed class TestPasswordHashCommand : OptionalStoreCmdlet
{
    /// <summary>The password.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>The hash.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Hash { get; set; } = null!;

    /// <summary>Writes what was learned instead of true or false, also whether the password should be hashed anew.</summary>
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
