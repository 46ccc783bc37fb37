using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Stores a secret under a new name.</summary>
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

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess(Name, "Store secret")) return;
        ForEachInput(Name, () =>
        {
            using SecretValue value = SecretValueConversion.TryFrom(Value) ?? throw Errors.SecretValueWrongType(Value);
            WriteObject(store.Secrets.Protect(Name, value, new SecretOptions { Algorithm = Algorithm, ExpiresIn = ExpiresIn, ExpiresAt = ExpiresAt, Tags = TagTable.From(Tag) }));
        });
    }
}
