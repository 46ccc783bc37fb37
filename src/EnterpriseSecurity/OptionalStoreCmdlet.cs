using System.Management.Automation;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity;

/// <summary>The base of the cmdlets that need no store, and write to the audit trail of one that is connected.</summary>
public abstract class OptionalStoreCmdlet : SecurityCmdlet
{
    /// <summary>The store to work with; the connected one, if there is one, when it is not given.</summary>
    [Parameter]
    public EnterpriseSecurityManager? Store { get; set; }

    /// <summary>The given store, the connected one, or null.</summary>
    private protected EnterpriseSecurityManager? TryResolve()
    {
        EnterpriseSecurityManager? store = Store ?? StoreSession.Current;
        if (store is not { Store.IsOpen: true }) return null;
        Hold(store);
        return store;
    }

    /// <summary>Key files, with the audit trail of the store if there is one.</summary>
    private protected SshKeyFiles KeyFiles => TryResolve()?.SshKeys.Files ?? new SshKeyFiles();

    /// <summary>The given or the connected store; without one the pipeline ends with the error that says how to connect.</summary>
    private protected EnterpriseSecurityManager Resolve()
    {
        EnterpriseSecurityManager? store = TryResolve();
        if (store is null) ThrowTerminatingError(Errors.StoreNotConnected());
        return store!;
    }

    /// <summary>Shows progress while long work runs; it ends with the returned object.</summary>
    private protected CmdletProgress ShowProgress(string activity) => new(this, activity);
}
