using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <summary>The lines of a table as the bytes of a file, a page at a time.</summary>
internal sealed class AuditRowStream(IServerRecordStore records, long through) : ReadOnlyStream
{
    private const int Page = 1000;

    private readonly MemoryStream _page = new();
    private long _after;
    private bool _ended;

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            int read = _page.Read(buffer);
            if (read > 0 || _ended) return read;
            Fill();
        }
    }

    private void Fill()
    {
        IReadOnlyList<OutboxLine> lines = records.Read(reader => ((IServerRecordReader)reader).ReadTrail(_after, through, Page));
        _page.SetLength(0);
        foreach (OutboxLine line in lines)
        {
            _page.Write(line.Line);
            _page.WriteByte((byte)'\n');
        }

        _page.Position = 0;
        _ended = lines.Count < Page;
        if (lines.Count > 0) _after = lines[^1].Sequence;
    }
}
