using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Opens a secret: text as a SecureString unless plain text is asked for, anything else as what it was.</summary>
/// <remarks>
/// <para>Text comes as a SecureString, so that it is not shown by accident; <c>-AsPlainText</c> gives it as text,
/// also inside hashtables. A credential comes as a PSCredential, bytes as a byte array, anything else as what it
/// was. Each opening leaves an entry in the audit trail, with the version that was opened.</para>
/// <para>An expired secret is refused with the error SecretExpired, and a record that somebody changed without the
/// store's key with one that says so. Older versions are opened by number.</para>
/// <para>To give secrets to a program, Invoke-SecretCommand is safer than a variable of your own: it takes them
/// away again and masks them in the output.</para>
/// </remarks>
/// <example>
/// <para>Use a stored login.</para>
/// <code>
/// $login = Unprotect-Secret backup-login
/// $login.UserName
/// </code>
/// </example>
/// <example>
/// <para>Get a value as text for a program that takes nothing else.</para>
/// <code>
/// $password = Unprotect-Secret db-password -AsPlainText
/// "Password=$password" | Out-Null
/// </code>
/// </example>
/// <example>
/// <para>Open the value of before the last change.</para>
/// <code>
/// Get-ProtectedSecretVersion api-token | Format-Table Version, CreatedAt
/// $before = Unprotect-Secret api-token -Version 1
/// </code>
/// </example>
/// <example>
/// <para>Open all secrets of one team.</para>
/// <code>
/// $values = Get-ProtectedSecret -Tag @{ team = 'data' } | Unprotect-Secret
/// </code>
/// </example>
/// <seealso cref="ProtectSecretCommand"/>
/// <seealso cref="InvokeSecretCommandCommand"/>
/// <seealso cref="GetProtectedSecretVersionCommand"/>
[Cmdlet(VerbsSecurity.Unprotect, "Secret", DefaultParameterSetName = ByName)]
[OutputType(typeof(SecureString), typeof(string), typeof(PSCredential), typeof(byte[]), typeof(System.Collections.Hashtable))]
public sealed class UnprotectSecretCommand : SecretCmdlet
{
    /// <summary>The version; the present one when it is not given.</summary>
    [Parameter]
    public int? Version { get; set; }

    /// <summary>Gives text as plain text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>
    /// Gives text as what it was stored as, in tables too: what was a string as a string, what was a SecureString as a
    /// SecureString. For handing a secret on to another store.
    /// </summary>
    [Parameter]
    public SwitchParameter AsStored { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (AsPlainText && AsStored) ThrowTerminatingError(Errors.ParametersConflict("AsPlainText", "AsStored"));
    }

    private protected override void ProcessSecret(SecretManager secrets, SecretReference secret, string target) => ForEachInput(target, () =>
    {
        using SecretValue value = secrets.Unprotect(secret, Version);
        WriteObject(SecretValueConversion.ToObject(value, Shape), enumerateCollection: false);
    });

    private SecretTextShape Shape => AsStored ? SecretTextShape.AsStored : AsPlainText ? SecretTextShape.Plain : SecretTextShape.Secure;
}
