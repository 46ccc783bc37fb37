using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;

namespace EnterpriseSecurity.Storage;

/// <content>
/// Durable writes of several threads as one transaction. Whoever comes while another one waits for the disk leaves its
/// work here; who gets the connection next does all that has come.
/// </content>
internal sealed partial class SqliteRecordStore
{
    private const int MostTogether = 64;

    private readonly Lock _arriving = new();
    private readonly Queue<Part> _parts = new();

    public T WriteTogether<T>(Func<IRecordWriter, T> work)
    {
        T result = default!;
        Part part = new(() => result = work(_statements));
        lock (_arriving) _parts.Enqueue(part);
        lock (_gate)
        {
            while (!part.IsDone) RunParts();
        }

        part.Failure?.Throw();
        return result;
    }

    private void RunParts()
    {
        List<Part> taken = [];
        lock (_arriving)
        {
            while (taken.Count < MostTogether && _parts.TryDequeue(out Part? part)) taken.Add(part);
        }

        try
        {
            Guarded(() =>
            {
                BeginWrite(durable: true);
                return Finish(_ =>
                {
                    foreach (Part part in taken) _statements.RunPart(part.Work, error => part.Failure = ExceptionDispatchInfo.Capture(Translate(error)));
                    return true;
                });
            });
        }
        catch (Exception error)
        {
            // Each who waits learns of it; who has failed by itself has its own reason.
            foreach (Part part in taken) part.Failure ??= ExceptionDispatchInfo.Capture(error);
        }
        finally
        {
            foreach (Part part in taken) part.IsDone = true;
        }
    }

    private Exception Translate(Exception error) => error is SqliteException failure ? SqliteFailure.Translate(failure, _path) : error;

    private sealed class Part(Action work)
    {
        public Action Work { get; } = work;

        // Read and written by who has the connection.
        public bool IsDone { get; set; }

        public ExceptionDispatchInfo? Failure { get; set; }
    }
}
