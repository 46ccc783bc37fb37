using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Audit;

/// <summary>The lines of a table as the bytes of a file, a page at a time.</summary>
internal sealed class AuditRowStream(IServerRecordStore records, long through) : Stream
{
    private const int Page = 1000;

    private readonly MemoryStream _page = new();
    private long _after;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (true)
        {
            int read = _page.Read(buffer, offset, count);
            if (read > 0 || _ended) return read;
            Fill();
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
