using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Secrets;

/// <content>Many secrets at once.</content>
public sealed partial class SecretManager
{
    private const int ReadBatch = 100;

    /// <summary>
    /// Opens many secrets in their present versions, up to 100 in one transaction, which is faster than one after the other.
    /// Each has its own audit entry as with <see cref="Unprotect"/>, and no value leaves before the entries of its hundred are
    /// committed. Who stops early has entries for the rest of a hundred too.
    /// </summary>
    /// <param name="secrets">Which, in any number; taken as they are needed.</param>
    /// <param name="cancellation">Stops between two transactions.</param>
    /// <returns>One for each, in order; a secret that is refused stops none of the others.</returns>
    public IEnumerable<SecretReading> UnprotectMany(IEnumerable<SecretReference> secrets, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        foreach (SecretReference[] batch in secrets.Chunk(ReadBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            SecretValue?[] values = OpenBatch(batch);
            int next = 0;
            try
            {
                while (next < batch.Length)
                {
                    SecretReference secret = batch[next];
                    SecretValue? value = values[next++];
                    yield return value is null ? OpenAlone(secret) : new SecretReading(secret, value, null);
                }
            }
            finally
            {
                for (; next < values.Length; next++) values[next]?.Dispose();
            }
        }
    }

    // What is refused here is null; asking for it alone says why, in the trail too.
    private SecretValue?[] OpenBatch(SecretReference[] batch)
    {
        SecretValue?[] values = new SecretValue?[batch.Length];
        try
        {
            return _store.Adjust(change =>
            {
                for (int i = 0; i < batch.Length; i++)
                {
                    AuditNote note = new(AuditAction.SecretDecrypted, batch[i].ToString());
                    try
                    {
                        values[i] = Open(change, batch[i], version: null, note);
                    }
                    catch (SecurityException error) when (error is not UnavailableException)
                    {
                        continue;
                    }

                    change.Log(note);
                }

                return values;
            });
        }
        catch
        {
            foreach (SecretValue? value in values) value?.Dispose();
            throw;
        }
    }

    private SecretReading OpenAlone(SecretReference secret)
    {
        try
        {
            return new SecretReading(secret, Unprotect(secret), null);
        }
        catch (SecurityException error) when (error is not UnavailableException)
        {
            return new SecretReading(secret, null, error);
        }
    }
}
