using System.Net.Sockets;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Providers;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <summary>The sinks beside the files, as the store's own sealed record configures them.</summary>
internal sealed class AuditSinks(SecurityStore store) : IDisposable
{
    private const string Collection = "setting";
    private const string Id = "audit-sinks";

    private readonly Lock _gate = new();
    private List<(AuditSinkSetting Setting, IAuditSink? Sink)> _open = [];
    private long _revision;

    /// <summary>The configured sinks.</summary>
    public IReadOnlyList<AuditSinkSetting> Settings => Load().Settings;

    /// <summary>Opens each sink once, to show that it can be, and stores the configuration.</summary>
    public void Set(IReadOnlyList<AuditSinkSetting> settings)
    {
        foreach (AuditSinkSetting setting in settings) Open(setting).Dispose();
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(settings);
        store.Write(new AuditNote(AuditAction.AuditSinksChanged, Id), change =>
        {
            Record? present = change.Find(Collection, Id);
            if (present is null) change.Insert(new Record { Collection = Collection, Id = Id, CreatedAt = store.Time.GetUtcNow() }, body);
            else change.Update(present, body);
            return true;
        });
        lock (_gate) Close();
    }

    /// <summary>Hands lines to every sink. One that fails is tried anew with the next line; only a required one stops.</summary>
    public void Write(IReadOnlyList<OutboxLine> lines)
    {
        lock (_gate)
        {
            Refresh();
            if (_open.Count == 0) return;
            foreach (OutboxLine line in lines) Write(line.Line);
        }
    }

    public void Dispose()
    {
        lock (_gate) Close();
    }

    private static IAuditSink Open(AuditSinkSetting setting)
    {
        if (setting.Kind == AuditSinkKind.Syslog) return new SyslogSink(setting.Target);
        if (OperatingSystem.IsWindows()) return LibraryProviders.Current.OpenEventLog(setting.Target);
        throw SecurityErrors.EventLogUnavailable();
    }

    private void Write(byte[] line)
    {
        // A line that somebody put into the database is no entry; the check of the trail tells of it.
        if (AuditLine.TryParse(line, authentic: true) is not { } entry) return;
        for (int i = 0; i < _open.Count; i++)
        {
            (AuditSinkSetting setting, IAuditSink? sink) = _open[i];
            try
            {
                sink ??= Open(setting);
                _open[i] = (setting, sink);
                sink.Write(entry, line);
            }
            catch (Exception error) when (error is SocketException or SecurityException or IOException or InvalidOperationException)
            {
                sink?.Dispose();
                _open[i] = (setting, null);
                if (setting.IsRequired) throw SecurityErrors.AuditSinkUnavailable(setting.Target, error);
            }
        }
    }

    // Another process may have set others since this one looked.
    private void Refresh()
    {
        (long revision, IReadOnlyList<AuditSinkSetting> settings) = Load();
        if (revision == _revision) return;
        Close();
        _open = [.. settings.Select(setting => (setting, (IAuditSink?)null))];
        _revision = revision;
    }

    private (long Revision, IReadOnlyList<AuditSinkSetting> Settings) Load() => store.Peek(view =>
    {
        Record? record = view.Find(Collection, Id);
        if (record is null) return (0L, (IReadOnlyList<AuditSinkSetting>)[]);
        using SecretBuffer body = view.Open(record);
        return (record.Revision, JsonSerializer.Deserialize<AuditSinkSetting[]>(body.Span)!);
    });

    private void Close()
    {
        foreach ((_, IAuditSink? sink) in _open) sink?.Dispose();
        _open = [];
        _revision = 0;
    }
}
