using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>The base of the cmdlets that work on one secret or several, by name or by id.</summary>
public abstract class SecretCmdlet : StoreCmdlet
{
    private protected const string ByName = "Name";
    private protected const string ById = "Id";

    /// <summary>The secret's name; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The secret's id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [ArgumentCompleter(typeof(SecretIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected sealed override void ProcessRecord(EnterpriseSecurityManager store)
    {
        IEnumerable<SecretReference> secrets = ParameterSetName == ById ? Id.Select(SecretReference.ById) : Name.Select(SecretReference.ByName);
        foreach (SecretReference secret in secrets) ProcessSecret(store.Secrets, secret);
    }

    /// <summary>The work on one secret.</summary>
    private protected abstract void ProcessSecret(SecretManager secrets, SecretReference secret);
}
