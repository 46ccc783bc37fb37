using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Checks that an SSH key is whole, that its parts belong together, and that a public key beside it is its own.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SshKey", DefaultParameterSetName = ByName)]
[OutputType(typeof(bool), typeof(SshKeyValidation))]
public sealed class TestSshKeyCommand : SshKeyCmdlet
{
    private const string ByContent = "Content";

    /// <summary>A key's content instead of its file: text, bytes, or a SecureString.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByContent)]
    public object? Content { get; set; }

    /// <summary>The passphrase; without it an encrypted key is checked from outside only.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>Writes what was learned instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != ByContent)
        {
            base.ProcessRecord();
            return;
        }

        ForEachInput(null, () =>
        {
            using SecretBuffer content = KeyContent.From(Content);
            using SecretBuffer? passphrase = Buffer(Passphrase);
            Write(SshKeyFiles.Validate(content.Span, passphrase));
        });
    }

    private protected override void ProcessKey(SshKeyTarget target) => ForEachInput(target.ToString(), () =>
    {
        using SecretBuffer? passphrase = Buffer(Passphrase);
        Write(target.Validate(passphrase));
    });

    private void Write(SshKeyValidation verdict) => WriteObject(Detailed ? verdict : (object)verdict.IsValid);
}
