using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Changes a secret's name, tags or end; its value stays.</summary>
[Cmdlet(VerbsCommon.Set, "ProtectedSecret", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SecretInfo))]
public sealed class SetProtectedSecretCommand : SecretCmdlet
{
    /// <summary>The new name.</summary>
    [Parameter]
    public string? NewName { get; set; }

    /// <summary>The new tags, all of them.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SecretTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <summary>For how long, from now, it can be read.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Until when it can be read.</summary>
    [Parameter]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>It does not expire any more.</summary>
    [Parameter]
    public SwitchParameter NeverExpires { get; set; }

    private protected override void ProcessSecret(SecretManager secrets, SecretReference secret)
    {
        if (!ShouldProcess(secret.ToString(), "Change secret")) return;
        ForEachInput(secret.ToString(), () => WriteObject(secrets.Set(secret, new SecretChanges
        {
            Name = NewName,
            Tags = TagTable.From(Tag),
            ExpiresIn = ExpiresIn,
            ExpiresAt = ExpiresAt,
            NeverExpires = NeverExpires,
        })));
    }
}
