using System.Runtime.CompilerServices;

namespace EnterpriseSecurity;

/// <summary>Locks a store after a time in which nothing asked for it.</summary>
internal sealed class IdleLock
{
    private static readonly ConditionalWeakTable<EnterpriseSecurityManager, IdleLock> Locks = [];

    private readonly Timer _timer;
    private readonly TimeSpan _timeout;

    private IdleLock(TimeSpan timeout, Action expire)
    {
        _timeout = timeout;
        _timer = new Timer(_ => expire(), null, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts the time of a store; nothing without a timeout.</summary>
    /// <param name="manager">The store.</param>
    /// <param name="timeout">For how long it may lie unused.</param>
    /// <param name="expire">What locks it.</param>
    public static void Start(EnterpriseSecurityManager manager, TimeSpan? timeout, Action expire)
    {
        if (timeout is { } time) Locks.AddOrUpdate(manager, new IdleLock(time, expire));
    }

    /// <summary>Starts the time anew, for the store is used.</summary>
    public static void Touch(EnterpriseSecurityManager manager)
    {
        if (Locks.TryGetValue(manager, out IdleLock? idle)) idle._timer.Change(idle._timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends the time of a store that is closed.</summary>
    public static void End(EnterpriseSecurityManager manager)
    {
        if (!Locks.TryGetValue(manager, out IdleLock? idle)) return;
        Locks.Remove(manager);
        // Not disposed of: somebody may just be starting its time anew.
        idle._timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
