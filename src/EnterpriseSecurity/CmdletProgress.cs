using System.Management.Automation;

namespace EnterpriseSecurity;

/// <summary>Turns shares of work done into PowerShell's progress records, a few a second.</summary>
internal sealed class CmdletProgress(Cmdlet cmdlet, string activity) : IProgress<double>, IDisposable
{
    private const int MillisecondsBetween = 200;
    private readonly ProgressRecord _record = new(1, activity, " ");
    private long _last;

    public void Report(double value)
    {
        long now = Environment.TickCount64;
        if (now - _last < MillisecondsBetween) return;
        _last = now;
        _record.PercentComplete = (int)(100 * Math.Clamp(value, 0, 1));
        cmdlet.WriteProgress(_record);
    }

    public void Dispose()
    {
        _record.RecordType = ProgressRecordType.Completed;
        cmdlet.WriteProgress(_record);
    }
}
