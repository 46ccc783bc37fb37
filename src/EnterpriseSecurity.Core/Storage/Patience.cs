namespace EnterpriseSecurity.Storage;

/// <summary>Waits for a lock that another process holds: in short steps of uneven length, up to a limit.</summary>
internal sealed class Patience(long limitMilliseconds)
{
    private const int LongestStep = 10;

    private readonly long _started = Environment.TickCount64;
    private int _steps;

    /// <summary>Waits a little; false, at once, when the limit is reached.</summary>
    public bool Wait()
    {
        if (Environment.TickCount64 - _started > limitMilliseconds) return false;
        // Uneven, so that two that wait do not wake together again and again.
        Thread.Sleep(Random.Shared.Next(1, Math.Min(LongestStep, 2 + _steps++)));
        return true;
    }
}
