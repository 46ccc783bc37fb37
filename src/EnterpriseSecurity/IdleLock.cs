using System.Runtime.CompilerServices;

namespace EnterpriseSecurity;

/// <summary>Locks a store after a time in which nothing asked for it.</summary>
internal sealed class IdleLock
{
    private static readonly ConditionalWeakTable<EnterpriseSecurityManager, IdleLock> Locks = [];

    // The most that a timer takes.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Timer _timer;
    private readonly TimeSpan _timeout;
    private long _idleSince;
    private int _users;

    private IdleLock(TimeSpan timeout, Action expire)
    {
        _timeout = timeout;
        _timer = new Timer(_ => Expire(expire));
        Restart();
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
        if (Locks.TryGetValue(manager, out IdleLock? idle)) idle.Restart();
    }

    /// <summary>Stops the time, for the store will be used for a while; <see cref="Release"/> starts it anew.</summary>
    public static void Hold(EnterpriseSecurityManager manager)
    {
        if (Locks.TryGetValue(manager, out IdleLock? idle)) Interlocked.Increment(ref idle._users);
    }

    /// <summary>Ends what <see cref="Hold"/> began.</summary>
    public static void Release(EnterpriseSecurityManager manager)
    {
        if (!Locks.TryGetValue(manager, out IdleLock? idle)) return;
        Interlocked.Decrement(ref idle._users);
        idle.Restart();
    }

    /// <summary>Ends the time of a store that is closed.</summary>
    public static void End(EnterpriseSecurityManager manager)
    {
        if (!Locks.TryGetValue(manager, out IdleLock? idle)) return;
        Locks.Remove(manager);
        // Not disposed of: somebody may just be starting its time anew.
        idle._timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Restart()
    {
        Volatile.Write(ref _idleSince, Environment.TickCount64);
        Wait(_timeout);
    }

    private void Expire(Action expire)
    {
        if (Volatile.Read(ref _users) > 0) return;
        TimeSpan left = _timeout - TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _idleSince));
        if (left <= TimeSpan.Zero) expire();
        else Wait(left);
    }

    private void Wait(TimeSpan time) => _timer.Change(time < LongestWait ? time : LongestWait, Timeout.InfiniteTimeSpan);
}
