using System.Buffers.Text;
using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>Tells whether a managed key is to be accepted, and counts the use.</summary>
/// <remarks>
/// <para>
/// True means that the key is active or deprecated, within its time, good for <c>-RequiredScope</c>, and the same as
/// <c>-Value</c> if that is given (compared in constant time). The first that fails is the reason of
/// <c>-Detailed</c>: NotFound, Pending, Revoked, Destroyed, Expired, ScopeInsufficient, WrongValue. A key pair has no
/// value to compare with.
/// </para>
/// <para>
/// Each check is a durable transaction with the audit entry <c>key_used</c>, with the result denied when it is
/// refused. Accepted ones raise UsageCount and LastUsedAt. That is meant for jobs and sign-ins, not for thousands of
/// requests a second; API keys are.
/// </para>
/// </remarks>
/// <example>
/// <para>Check a token that a client has shown.</para>
/// <code>
/// $shown = Read-Host -AsSecureString 'Token'
/// if (Test-ManagedKey api -Value $shown -RequiredScope Read) { 'accepted' } else { 'refused' }
/// </code>
/// </example>
/// <example>
/// <para>Learn why a key is refused.</para>
/// <code>
/// Test-ManagedKey old-api -Detailed | Select-Object IsValid, Reason
/// </code>
/// </example>
/// <example>
/// <para>See which active keys are good for writing.</para>
/// <code>
/// Get-ManagedKey -State Active | Test-ManagedKey -RequiredScope Write -Detailed | Where-Object IsValid | ForEach-Object { $_.Key.Name }
/// </code>
/// </example>
/// <seealso cref="GetManagedKeyCommand"/>
/// <seealso cref="ExportManagedKeyCommand"/>
/// <seealso cref="RevokeManagedKeyCommand"/>
/// <seealso cref="ApiKeys.TestApiKeyCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "ManagedKey", DefaultParameterSetName = "Name")]
[OutputType(typeof(bool), typeof(ManagedKeyVerification))]
public sealed class TestManagedKeyCommand : ManagedKeyCmdlet
{
    /// <summary>What the key must be good for: Read, Write, ReadWrite or Admin; nothing in particular by default.</summary>
    [Parameter]
    public ManagedKeyScope? RequiredScope { get; set; }

    /// <summary>
    /// What was shown as the key, in Base64url as <see cref="ExportManagedKeyCommand"/> <c>-AsPlainText</c> writes
    /// it. Without it the key's state, time and scope are checked only.
    /// </summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Value { get; set; }

    /// <summary>Writes an object with IsValid, Reason and Key instead of true or false.</summary>
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
