using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Stores a secret under a new name, or with <c>-Force</c> under one that is there.</summary>
/// <remarks>
/// <para>The value is sealed under a key of its own, in one transaction with its audit entry. It may be text, a
/// SecureString, a PSCredential, bytes, a number, a boolean, a date, or a hashtable of these; Unprotect-Secret
/// gives the same kind back. A name that is taken is the error SecretExists: use Update-ProtectedSecret for a new
/// value, or <c>-Force</c>, which makes the next version. Case does not make another name.</para>
/// <para>Name, tags, end and algorithm stand in the database in clear, sealed against change; put nothing secret
/// into them. After its end a secret cannot be opened any more, but is still there for Set-ProtectedSecret and
/// Update-ProtectedSecret.</para>
/// <para>Plain text that is typed stays in the shell's history. Type a secret at a prompt, as the first example
/// does, or pipe it from where it is made.</para>
/// </remarks>
/// <example>
/// <para>Keep a database password that should be changed every 90 days.</para>
/// <code>
/// Protect-Secret production-db (Read-Host -AsSecureString 'Password') -ExpiresIn 90d -Tag @{ env = 'production'; team = 'data' }
/// </code>
/// </example>
/// <example>
/// <para>Keep a user name and a password together.</para>
/// <code>
/// $login = [pscredential]::new('svc-vpn', (Read-Host -AsSecureString 'Password'))
/// Protect-Secret vpn-login $login
/// </code>
/// </example>
/// <example>
/// <para>Keep the bytes of a key store file.</para>
/// <code>
/// Protect-Secret payroll-keystore ([IO.File]::ReadAllBytes("$PWD/payroll.p12")) -Tag @{ file = 'payroll.p12' }
/// </code>
/// </example>
/// <example>
/// <para>Take many secrets from a file over.</para>
/// <code>
/// Import-Csv ./logins.csv | Select-Object Name, @{ Name = 'Value'; Expression = { $_.Password } } | Protect-Secret
/// </code>
/// <para>The columns Name and Password become names and values. Delete the file afterwards.</para>
/// </example>
/// <seealso cref="UnprotectSecretCommand"/>
/// <seealso cref="UpdateProtectedSecretCommand"/>
/// <seealso cref="GetProtectedSecretCommand"/>
/// <seealso cref="InvokeSecretCommandCommand"/>
[Cmdlet(VerbsSecurity.Protect, "Secret", SupportsShouldProcess = true)]
[OutputType(typeof(SecretInfo))]
public sealed class ProtectSecretCommand : StoreCmdlet
{
    /// <summary>The secret's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    /// <summary>The value: a SecureString, PSCredential, byte[], hashtable, or text.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("SecretValue")]
    public object Value { get; set; } = null!;

    /// <summary>How it is sealed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SecretAlgorithm? Algorithm { get; set; }

    /// <summary>For how long it can be read, as in <c>90d</c>.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Until when it can be read.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Names and values to find it by; stored in clear.</summary>
    [Parameter]
    [Alias("Tags")]
    [ArgumentCompleter(typeof(SecretTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <summary>Where there is a secret of that name, makes this its next version; what is not given stays as it is.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ExpiresIn is not null && ExpiresAt is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(ExpiresIn), nameof(ExpiresAt)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess(Name, "Store secret")) return;
        ForEachInput(Name, () =>
        {
            using SecretValue value = SecretValueConversion.TryFrom(Value) ?? throw Errors.SecretValueWrongType(Value);
            SecretOptions options = new() { Algorithm = Algorithm, ExpiresIn = ExpiresIn, ExpiresAt = ExpiresAt, Tags = TagTable.From(Tag) };
            WriteObject(Force ? store.Secrets.Put(Name, value, options) : store.Secrets.Protect(Name, value, options));
        });
    }
}
