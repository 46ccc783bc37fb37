using System.Management.Automation;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>
/// Writes a private key to a temporary file that only the user can read, for a program that wants a file. It is
/// erased by Clear-SshTemporaryKeyFile, and at the end of the session at the latest.
/// </summary>
[Cmdlet(VerbsCommon.New, "SshTemporaryKeyFile", SupportsShouldProcess = true)]
[OutputType(typeof(SshTemporaryKeyFile))]
public sealed class NewSshTemporaryKeyFileCommand : OptionalStoreCmdlet
{
    /// <summary>The private key: text, bytes, or a SecureString, as Unprotect-Secret gives it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("KeyContent")]
    public object? Content { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess("temporary folder", "Write private key to temporary file")) return;
        ForEachInput(null, () =>
        {
            using SecretBuffer content = KeyContent.From(Content);
            WriteObject(SshTemporaryKeyFile.Create(content.Memory, TryResolve()));
        });
    }
}
