using System.Management.Automation;

namespace EnterpriseSecurity;

/// <summary>Shows that long work runs: at once that it does, then the share that is done, a few times a second.</summary>
internal sealed class CmdletProgress : IProgress<double>, IDisposable
{
    private const int MillisecondsBetween = 200;
    private const int Unknown = -1;

    private readonly Cmdlet _cmdlet;
    private readonly ProgressRecord _record;
    private long _last;

    public CmdletProgress(Cmdlet cmdlet, string activity)
    {
        _cmdlet = cmdlet;
        _record = new ProgressRecord(1, activity, " ") { PercentComplete = Unknown };
        cmdlet.WriteProgress(_record);
    }

    public void Report(double value)
    {
        if (!IsTime()) return;
        _record.PercentComplete = (int)(100 * Math.Clamp(value, 0, 1));
        _cmdlet.WriteProgress(_record);
    }

    /// <summary>Says what was done last, where nobody knows how much there is to do.</summary>
    public void Tell(string status)
    {
        if (!IsTime()) return;
        _record.StatusDescription = status;
        _cmdlet.WriteProgress(_record);
    }

    public void Dispose()
    {
        _record.RecordType = ProgressRecordType.Completed;
        _cmdlet.WriteProgress(_record);
    }

    private bool IsTime()
    {
        long now = Environment.TickCount64;
        if (now - _last < MillisecondsBetween) return false;
        _last = now;
        return true;
    }
}
