using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>Lists managed keys without their material.</summary>
[Cmdlet(VerbsCommon.Get, "ManagedKey", DefaultParameterSetName = "Name")]
[OutputType(typeof(ManagedKeyInfo))]
public sealed class GetManagedKeyCommand : StoreCmdlet
{
    /// <summary>The name; with wildcards all versions of the keys that match, without them the present version.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(ManagedKeyNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The id of one version.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(ManagedKeyIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Those in this state; all but the destroyed ones when it is not given.</summary>
    [Parameter(ParameterSetName = "Name")]
    public ManagedKeyState? State { get; set; }

    /// <summary>Those with all of these tags.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(ManagedKeyTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string id in Id) ForEachInput(id, () => WriteObject(store.ManagedKeys.Get(ManagedKeyReference.ById(id))));
        if (ParameterSetName == "Id") return;
        foreach (string name in Name)
        {
            ForEachInput(name, () =>
            {
                bool exact = !WildcardPattern.ContainsWildcardCharacters(name) && State is null && Tag is null;
                if (exact) WriteObject(store.ManagedKeys.Get(ManagedKeyReference.ByName(name)));
                else WriteObject(store.ManagedKeys.List(name, State, TagTable.From(Tag)), enumerateCollection: true);
            });
        }
    }
}
