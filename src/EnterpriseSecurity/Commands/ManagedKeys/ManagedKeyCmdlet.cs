using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>The base of the cmdlets that work on managed keys by name or id.</summary>
public abstract class ManagedKeyCmdlet : StoreCmdlet
{
    /// <summary>The names, each for the key's present version; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(ManagedKeyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The ids, each of one version.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(ManagedKeyIdCompleter))]
    public string[] Id { get; set; } = [];

    private protected IEnumerable<ManagedKeyReference> Keys =>
        ParameterSetName == "Id" ? Id.Select(ManagedKeyReference.ById) : Name.Select(ManagedKeyReference.ByName);
}
