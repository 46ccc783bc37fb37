using System.Buffers.Text;
using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>Checks whether managed keys are to be accepted: in use, in time, with the scope, and what was shown is the key. Each accepted one is counted as used.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ManagedKey", DefaultParameterSetName = "Name")]
[OutputType(typeof(bool), typeof(ManagedKeyVerification))]
public sealed class TestManagedKeyCommand : ManagedKeyCmdlet
{
    /// <summary>What they must be good for.</summary>
    [Parameter]
    public ManagedKeyScope? RequiredScope { get; set; }

    /// <summary>What was shown as the key, in Base64url as Export-ManagedKey -AsPlainText writes it.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Value { get; set; }

    /// <summary>Writes what was learned instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (ManagedKeyReference key in Keys)
        {
            ForEachInput(key.ToString(), () =>
            {
                using SecretBuffer? shown = Value is null ? null : Decode(Value);
                ManagedKeyVerification verdict = store.ManagedKeys.Verify(key, RequiredScope, shown);
                WriteObject(Detailed ? verdict : (object)verdict.IsValid);
            });
        }
    }

    // What is no Base64url is not the key either.
    private static SecretBuffer Decode(SecureString value)
    {
        using SecretBuffer text = value.ToUtf8Buffer();
        if (!Base64Url.IsValid(text.Span, out int length)) return new SecretBuffer(0);
        SecretBuffer bytes = new(length);
        Base64Url.DecodeFromUtf8(text.Span, bytes.Span);
        return bytes;
    }
}
