namespace EnterpriseSecurity;

/// <summary>
/// The store that this process is connected to. Runspaces of one process share it, so that
/// <c>ForEach-Object -Parallel</c> and jobs in threads see the store that the session connected.
/// </summary>
internal static class StoreSession
{
    private static readonly Lock Gate = new();
    private static EnterpriseSecurityManager? s_current;

    /// <summary>The connected store, or null; asking counts as use.</summary>
    public static EnterpriseSecurityManager? Current
    {
        get
        {
            lock (Gate)
            {
                if (s_current is not null) IdleLock.Touch(s_current);
                return s_current;
            }
        }
    }

    /// <summary>Makes a store the connected one; another that was is closed.</summary>
    public static void Connect(EnterpriseSecurityManager manager, TimeSpan? idleTimeout)
    {
        Disconnect();
        lock (Gate)
        {
            s_current = manager;
            IdleLock.Start(manager, idleTimeout, () => Close(manager));
        }
    }

    /// <summary>Locks the connected store, if there is one.</summary>
    public static void Disconnect()
    {
        EnterpriseSecurityManager? closing;
        lock (Gate)
        {
            closing = s_current;
        }

        if (closing is not null) Close(closing);
    }

    /// <summary>Locks a store, the connected one or another.</summary>
    public static void Close(EnterpriseSecurityManager manager)
    {
        lock (Gate)
        {
            if (ReferenceEquals(s_current, manager)) s_current = null;
        }

        IdleLock.End(manager);
        manager.Dispose();
    }
}
