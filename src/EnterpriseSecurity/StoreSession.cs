namespace EnterpriseSecurity;

/// <summary>
/// The store that this process is connected to. Runspaces of one process share it, so that
/// <c>ForEach-Object -Parallel</c> and jobs in threads see the store that the session connected.
/// </summary>
internal static class StoreSession
{
    private static readonly Lock Gate = new();
    private static EnterpriseSecurityManager? s_current;
    private static TimeSpan? s_idleTimeout;
    private static Timer? s_idle;

    /// <summary>The connected store, or null; asking counts as use.</summary>
    public static EnterpriseSecurityManager? Current
    {
        get
        {
            lock (Gate)
            {
                if (s_current is not null && s_idleTimeout is { } timeout) s_idle?.Change(timeout, Timeout.InfiniteTimeSpan);
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
            s_idleTimeout = idleTimeout;
            s_idle = idleTimeout is { } timeout ? new Timer(_ => Disconnect(), null, timeout, Timeout.InfiniteTimeSpan) : null;
        }
    }

    /// <summary>Locks the connected store, if there is one.</summary>
    public static void Disconnect()
    {
        EnterpriseSecurityManager? closing;
        lock (Gate)
        {
            closing = s_current;
            s_current = null;
            s_idle?.Dispose();
            s_idle = null;
        }

        closing?.Dispose();
    }
}
