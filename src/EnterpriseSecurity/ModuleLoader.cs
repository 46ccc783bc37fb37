using System.Management.Automation;
using System.Runtime.Loader;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity;

/// <summary>
/// Runs when PowerShell imports and removes the module: says where the third-party libraries are, and does
/// nothing else. No library is loaded before a cmdlet needs it.
/// </summary>
public sealed class ModuleLoader : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly Lock Gate = new();
    private static int _imports;

    /// <summary>Registers the module's own load context; a further runspace's import counts on the same one.</summary>
    public void OnImport()
    {
        lock (Gate)
        {
            if (_imports++ > 0) return;
            AssemblyLoadContext.Default.Resolving += ModuleLoadContext.Instance.Resolve;
        }
    }

    /// <summary>Takes the registration back when the last runspace has removed the module.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        lock (Gate)
        {
            if (_imports == 0 || --_imports > 0) return;
            SshTemporaryKeyFile.ClearAll();
            AssemblyLoadContext.Default.Resolving -= ModuleLoadContext.Instance.Resolve;
        }
    }
}
