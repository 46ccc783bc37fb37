using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>
/// Checks that an SSH key is whole, that its parts belong together, and that a public key beside it is its own.
/// </summary>
/// <remarks>
/// <para>
/// Reads a private or public key in any form that this module reads, and writes $true or $false. A private key's
/// numbers are recomputed: the public part must follow from the private one, an RSA key's primes must multiply to its
/// modulus, a point must be on its curve. When NAME.pub lies beside NAME, it must be the same key. For a managed key
/// the file must also hold the key that the store knows, so a file that was swapped is found.
/// </para>
/// <para>
/// An encrypted key without -Passphrase is checked from outside only; -Detailed says so in PrivatePartChecked. A
/// wrong passphrase makes the answer $false with the ErrorId SshPassphraseWrong.
/// </para>
/// <para>
/// -Detailed writes an object with IsValid, ErrorId, Reason, PairMatches, PrivatePartChecked and Warnings. Warnings
/// do not make a key invalid: a short RSA modulus, DSA, a file that others can read.
/// </para>
/// <para>
/// No store is needed for files; a connected one gets <c>ssh_key_validated</c> in its audit trail. A path that does
/// not exist is an error, not $false.
/// </para>
/// </remarks>
/// <example>
/// <para>Check a key of the connected store, whose private part is under a passphrase.</para>
/// <code>
/// Test-SshKey ops -Passphrase (Read-Host -AsSecureString 'Passphrase')
/// </code>
/// </example>
/// <example>
/// <para>Stop a script when a key file does not fit its public key.</para>
/// <code>
/// if (-not (Test-SshKey -Path ./id_ed25519)) { throw 'The key is damaged.' }
/// </code>
/// </example>
/// <example>
/// <para>Check every key of the connected store and look at what is weak or wrong.</para>
/// <code>
/// Get-SshKey | Test-SshKey -Detailed | Where-Object { -not $_.IsValid -or $_.Warnings } |
///     Select-Object Path, Reason, Warnings
/// </code>
/// </example>
/// <example>
/// <para>Check the text of a public key that came by mail.</para>
/// <code>
/// $line = Get-Content ./ann.pub -Raw
/// Test-SshKey -Content $line -Detailed
/// </code>
/// </example>
/// <seealso cref="GetSshKeyCommand"/>
/// <seealso cref="GetSshKeyFingerprintCommand"/>
/// <seealso cref="UpdateSshKeyPairCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "SshKey", DefaultParameterSetName = ByName)]
[OutputType(typeof(bool), typeof(SshKeyValidation))]
public sealed class TestSshKeyCommand : SshKeyCmdlet
{
    private const string ByContent = "Content";

    /// <summary>
    /// A key's content instead of its file: text, the lines of Get-Content, UTF-8 bytes, or a SecureString.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByContent)]
    public object? Content { get; set; }

    /// <summary>The passphrase of an encrypted private key; without it the key is checked from outside only.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>
    /// Writes an object with the verdict, its reason, the kind of key and warnings, instead of true or false.
    /// </summary>
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
