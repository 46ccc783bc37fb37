using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity;

/// <summary>What the cmdlets that make or open a store take of a server.</summary>
internal static class ServerParameter
{
    /// <summary>The server that a connection string names; null without one. What contradicts it ends the pipeline.</summary>
    public static StoreServer? Read(PSCmdlet cmdlet, SecureString? connectionString, bool isNeeded)
    {
        if (connectionString is null)
        {
            if (isNeeded) cmdlet.ThrowTerminatingError(Errors.ConnectionStringNeeded());
            return null;
        }

        bool isEmbedded = cmdlet.MyInvocation.BoundParameters.TryGetValue("Provider", out object? provider) && provider is StoreProvider.Sqlite;
        if (isEmbedded) cmdlet.ThrowTerminatingError(Errors.ParametersConflict("ConnectionString", "Provider Sqlite"));
        return connectionString.Read(StoreServer.Parse);
    }
}
