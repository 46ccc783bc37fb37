using System.Management.Automation;

namespace EnterpriseSecurity;

/// <summary>The base of the cmdlets that work on a store: the connected one, or the one that <see cref="Store"/> names.</summary>
public abstract class StoreCmdlet : SecurityCmdlet
{
    /// <summary>The store to work on; the connected one when it is not given.</summary>
    [Parameter]
    public EnterpriseSecurityManager? Store { get; set; }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => ProcessRecord(Resolve());

    /// <summary>The cmdlet's work on one input.</summary>
    /// <param name="store">The store.</param>
    protected abstract void ProcessRecord(EnterpriseSecurityManager store);

    /// <summary>The store to work on; without one the pipeline ends with the error that says how to connect.</summary>
    private protected EnterpriseSecurityManager Resolve()
    {
        EnterpriseSecurityManager? store = Store ?? StoreSession.Current;
        if (store is null || !store.Store.IsOpen) ThrowTerminatingError(Errors.StoreNotConnected());
        Hold(store!);
        return store!;
    }

    /// <summary>Shows progress while long work runs; it ends with the returned object.</summary>
    private protected CmdletProgress ShowProgress(string activity) => new(this, activity);
}
