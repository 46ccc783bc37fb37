using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>The base of the cmdlets that work on one secret or several, by name or by id.</summary>
public abstract class SecretCmdlet : StoreCmdlet
{
    private protected const string ByName = "Name";
    private protected const string ById = "Id";
    private protected const string ByObject = "InputObject";

    /// <summary>The secret's name; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The secret's id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [ArgumentCompleter(typeof(SecretIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>A secret of <c>Get-ProtectedSecret</c>: that one, also when it was removed and a newer one has its name.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    public SecretInfo[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected sealed override void ProcessRecord(EnterpriseSecurityManager store)
    {
        IEnumerable<(SecretReference Reference, string Target)> secrets = ParameterSetName switch
        {
            ById => Id.Select(id => (SecretReference.ById(id), id)),
            ByObject => InputObject.Select(info => (SecretReference.ById(info.Id), info.Name)),
            _ => Name.Select(name => (SecretReference.ByName(name), name)),
        };
        foreach ((SecretReference secret, string target) in secrets) ProcessSecret(store.Secrets, secret, target);
    }

    /// <summary>The work on one secret.</summary>
    /// <param name="secrets">The store's secrets.</param>
    /// <param name="secret">Which one.</param>
    /// <param name="target">What it is called in questions and errors.</param>
    private protected abstract void ProcessSecret(SecretManager secrets, SecretReference secret, string target);
}
