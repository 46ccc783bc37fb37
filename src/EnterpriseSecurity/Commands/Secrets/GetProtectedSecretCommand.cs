using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Lists secrets without their values.</summary>
[Cmdlet(VerbsCommon.Get, "ProtectedSecret", DefaultParameterSetName = "Name")]
[OutputType(typeof(SecretInfo))]
public sealed class GetProtectedSecretCommand : StoreCmdlet
{
    /// <summary>The name; wildcards allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(SecretIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Secrets with all of these tags.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(SecretTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <summary>Secrets that expire within this time, as in <c>30d</c>, or have expired.</summary>
    [Parameter(ParameterSetName = "Name")]
    [DurationTransformation]
    public TimeSpan? ExpiresWithin { get; set; }

    /// <summary>The removed ones that can be brought back.</summary>
    [Parameter(ParameterSetName = "Name")]
    public SwitchParameter Deleted { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string id in Id) ForEachInput(id, () => WriteObject(store.Secrets.Get(SecretReference.ById(id))));
        if (ParameterSetName == "Id") return;
        foreach (string name in Name)
        {
            ForEachInput(name, () =>
            {
                bool exact = !WildcardPattern.ContainsWildcardCharacters(name) && Tag is null && ExpiresWithin is null && !Deleted;
                if (exact) WriteObject(store.Secrets.Get(SecretReference.ByName(name)));
                else WriteObject(store.Secrets.List(new SecretFilter { Name = name, Tags = TagTable.From(Tag), ExpiresWithin = ExpiresWithin, Deleted = Deleted }), enumerateCollection: true);
            });
        }
    }
}
