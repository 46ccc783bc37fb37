using System.Globalization;
using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// Failed attempts to unlock a store. Without the key they cannot go into the audit trail, so they are noted in a
/// file, each makes the next answer slower, and whoever unlocks the store next finds them in the trail.
/// </summary>
internal sealed class UnlockFailures(string folder, TimeProvider time)
{
    private const string FileName = "unlock-failures";
    private const int LargestFile = 256 * 1024;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private string FilePath => Path.Combine(folder, FileName);

    /// <summary>Notes a failure, waits, and gives the error to throw.</summary>
    public AuthenticationFailedException Refuse()
    {
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            int recent = Read().Count(at => now - at < Window);
            bool isFull = File.Exists(FilePath) && new FileInfo(FilePath).Length >= LargestFile;
            if (!isFull)
            {
                using FileStream stream = OwnerOnlyFile.OpenOrCreate(FilePath);
                stream.Seek(0, SeekOrigin.End);
                stream.Write(System.Text.Encoding.ASCII.GetBytes(now.ToString("O", CultureInfo.InvariantCulture) + "\n"));
                stream.Flush(flushToDisk: true);
            }

            // The first slips cost nothing; from the fourth on the answer takes 0.2, 0.4, 0.8 … seconds. What is not noted
            // any more is no first slip.
            if (isFull) Thread.Sleep(LongestDelay);
            else if (recent >= 3) Thread.Sleep(TimeSpan.FromMilliseconds(Math.Min(LongestDelay.TotalMilliseconds, 100 * Math.Pow(2, Math.Min(20, recent - 2)))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A store on a read-only disk can still be tried, and still refuses.
        }

        return SecurityErrors.StoreUnlockFailed(folder);
    }

    /// <summary>Brings the noted failures into the audit trail.</summary>
    public void HandOver(SecurityStore store)
    {
        if (!File.Exists(FilePath)) return;
        if (Describe() is { } told) store.Append(new AuditNote(AuditAction.StoreUnlockFailed, store.Id) { Result = AuditResult.Denied, Metadata = told }, durable: true);

        // Told twice rather than not at all.
        Leftover.Remove(FilePath);
    }

    private Dictionary<string, string>? Describe()
    {
        try
        {
            List<DateTimeOffset> attempts = Read();
            if (attempts.Count == 0) return null;
            return new Dictionary<string, string>
            {
                ["attempts"] = attempts.Count.ToString(CultureInfo.InvariantCulture),
                ["first"] = attempts[0].ToString("O", CultureInfo.InvariantCulture),
                ["last"] = attempts[^1].ToString("O", CultureInfo.InvariantCulture),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // An administrator's attempts, in a file that is not this user's. The store opens all the same.
            return new Dictionary<string, string> { ["attempts"] = "unknown" };
        }
    }

    private List<DateTimeOffset> Read()
    {
        List<DateTimeOffset> attempts = [];
        if (!File.Exists(FilePath)) return attempts;
        foreach (string line in File.ReadLines(FilePath))
        {
            if (DateTimeOffset.TryParse(line, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset at)) attempts.Add(at);
        }

        return attempts;
    }
}
