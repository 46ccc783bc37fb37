using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>The base of the cmdlets that work on API keys which are named by their ids.</summary>
public abstract class ApiKeyCmdlet : StoreCmdlet
{
    /// <summary>
    /// The public ids of the keys, as <see cref="GetApiKeyCommand"/> writes them. Of a whole key that is given by
    /// mistake only the id is used and shown.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected sealed override void ProcessRecord(EnterpriseSecurityManager store)
    {
        // A key that is given for its id by mistake must not get into a prompt or an error.
        foreach (string id in Id) ProcessKey(store.ApiKeys, ApiKeyManager.IdOf(id));
    }

    /// <summary>The work on one key.</summary>
    private protected abstract void ProcessKey(ApiKeyManager keys, string id);
}
