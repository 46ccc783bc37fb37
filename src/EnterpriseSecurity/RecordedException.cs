using System.Management.Automation;

namespace EnterpriseSecurity;

/// <summary>Carries a finished error record out of a place that cannot write one.</summary>
internal sealed class RecordedException(ErrorRecord record) : Exception(record.Exception.Message, record.Exception)
{
    /// <summary>The record.</summary>
    public ErrorRecord Record { get; } = record;
}
