using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Opens a secret: text as a SecureString unless plain text is asked for, anything else as what it was.</summary>
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

    private protected override void ProcessSecret(SecretManager secrets, SecretReference secret) => ForEachInput(secret.ToString(), () =>
    {
        using SecretValue value = secrets.Unprotect(secret, Version);
        WriteObject(SecretValueConversion.ToObject(value, Shape), enumerateCollection: false);
    });

    private SecretTextShape Shape => AsStored ? SecretTextShape.AsStored : AsPlainText ? SecretTextShape.Plain : SecretTextShape.Secure;
}
