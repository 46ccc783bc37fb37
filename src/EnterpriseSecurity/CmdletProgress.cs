using System.Management.Automation;

namespace EnterpriseSecurity;

/// <summary>Shows that long work runs: at once that it does, then the share that is done, a few times a second.</summary>
internal sealed class CmdletProgress : IProgress<double>, IDisposable
{
    private const int MillisecondsBetween = 200;
    private const int Unknown = -1;
    private const string NoStatus = " ";

    private readonly Cmdlet _cmdlet;
    private readonly string _activity;
    private long _last;

    public CmdletProgress(Cmdlet cmdlet, string activity)
    {
        _cmdlet = cmdlet;
        _activity = activity;
        Write(NoStatus, Unknown, ProgressRecordType.Processing);
    }

    public void Report(double value)
    {
        if (IsTime()) Write(NoStatus, (int)(100 * Math.Clamp(value, 0, 1)), ProgressRecordType.Processing);
    }

    /// <summary>Says what was done last, where nobody knows how much there is to do.</summary>
    public void Tell(string status)
    {
        if (IsTime()) Write(status, Unknown, ProgressRecordType.Processing);
    }

    public void Dispose() => Write(NoStatus, Unknown, ProgressRecordType.Completed);

    // Whoever was given a record may look at it later, so that each is a record of its own.
    private void Write(string status, int percent, ProgressRecordType type) =>
        _cmdlet.WriteProgress(new ProgressRecord(1, _activity, status) { PercentComplete = percent, RecordType = type });

    private bool IsTime()
    {
        long now = Environment.TickCount64;
        if (now - _last < MillisecondsBetween) return false;
        _last = now;
        return true;
    }
}
