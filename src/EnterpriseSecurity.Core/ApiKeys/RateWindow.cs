using System.Buffers.Binary;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>
/// A sliding window: in no stretch of time as long as its period are more requests let through than its limit. A limit
/// of up to 128 is exact to the millisecond; above that requests are counted in 128ths of the period, and one counts
/// until the last moment of its part has left the window.
/// </summary>
internal sealed class RateWindow
{
    private const int FinestLimit = 128;
    private const int EntrySize = 12;

    private readonly int _limit;
    private readonly long _period;
    private readonly long _step;
    private readonly List<(long At, int Count)> _entries = [];
    private long _used;

    /// <summary>Reads what <see cref="Write"/> left, or begins with an empty window.</summary>
    /// <param name="limit">The requests in a period; at least one.</param>
    /// <param name="period">The period; at least a millisecond.</param>
    /// <param name="state">The bytes that were left; none for an empty window.</param>
    public RateWindow(int limit, TimeSpan period, ReadOnlySpan<byte> state)
    {
        _limit = limit;
        _period = (long)period.TotalMilliseconds;
        _step = limit <= FinestLimit ? 1 : Math.Max(1, _period / FinestLimit);
        for (; state.Length >= EntrySize; state = state[EntrySize..])
        {
            _entries.Add((BinaryPrimitives.ReadInt64BigEndian(state), BinaryPrimitives.ReadInt32BigEndian(state[8..])));
            _used += _entries[^1].Count;
        }
    }

    /// <summary>How many requests more can pass at a moment.</summary>
    public int Remaining(DateTimeOffset now)
    {
        Forget(Moment(now));
        return (int)Math.Max(0, _limit - _used);
    }

    /// <summary>Lets one request through, if there is room at a moment.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        if (Remaining(now) == 0) return false;
        long at = Moment(now) / _step * _step;
        if (_entries.Count > 0 && _entries[^1].At == at) _entries[^1] = (at, _entries[^1].Count + 1);
        else _entries.Add((at, 1));
        _used++;
        return true;
    }

    /// <summary>When the next request can pass; the moment itself when one can now.</summary>
    public DateTimeOffset NextFree(DateTimeOffset now)
    {
        if (Remaining(now) > 0) return now;
        long excess = _used - _limit + 1;
        foreach ((long at, int count) in _entries)
        {
            excess -= count;
            if (excess <= 0) return DateTimeOffset.FromUnixTimeMilliseconds(LeavesAt(at));
        }

        return now;
    }

    /// <summary>When all of the limit is free again.</summary>
    public DateTimeOffset AllFree(DateTimeOffset now)
    {
        Forget(Moment(now));
        return _entries.Count == 0 ? now : DateTimeOffset.FromUnixTimeMilliseconds(LeavesAt(_entries[^1].At));
    }

    /// <summary>The window's state: for each of its entries the moment in Unix milliseconds, 8 bytes, and the count, 4.</summary>
    public byte[] Write()
    {
        byte[] state = new byte[_entries.Count * EntrySize];
        for (int i = 0; i < _entries.Count; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(state.AsSpan(i * EntrySize), _entries[i].At);
            BinaryPrimitives.WriteInt32BigEndian(state.AsSpan((i * EntrySize) + 8), _entries[i].Count);
        }

        return state;
    }

    private long LeavesAt(long at) => at + _step + _period;

    // Mostly in the order of their moments; not where the limit, and with it the step, was another one.
    private void Forget(long now)
    {
        for (int i = _entries.Count - 1; i >= 0; i--)
        {
            if (LeavesAt(_entries[i].At) > now) continue;
            _used -= _entries[i].Count;
            _entries.RemoveAt(i);
        }
    }

    // A clock that was put back stands still here until it has caught up, so that it gives nothing free.
    private long Moment(DateTimeOffset now)
    {
        long moment = now.ToUnixTimeMilliseconds();
        return _entries.Count == 0 ? moment : Math.Max(moment, _entries[^1].At);
    }
}
