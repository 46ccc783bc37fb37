using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.RequestSigning;

/// <summary>Nonces as records of the store, within one transaction that no other process can come between.</summary>
internal sealed class StoredNonces(StoreChange change) : INonceMemory
{
    public const string Collection = "request-nonce";

    // More go than come, so that the collection stays as small as the window makes it.
    private const int RemovedAtOnce = 16;

    public RequestSignatureReason Add(CanonicalRequest request, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        string id = IdOf(request);
        if (change.Find(Collection, id) is not null) return RequestSignatureReason.Replayed;
        List<Record> oldest = [.. change.List(Collection).Take(RemovedAtOnce)];
        foreach (Record over in oldest.Where(record => record.ExpiresAt < now)) change.Delete(over);
        change.Insert(new Record { Collection = Collection, Id = id, CreatedAt = now, ExpiresAt = expiresAt }, []);
        return RequestSignatureReason.Accepted;
    }

    // The time comes first, so that the oldest are the first in the order of ids.
    private static string IdOf(CanonicalRequest request)
    {
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{request.KeyId}\n{request.Nonce}"));
        return string.Create(CultureInfo.InvariantCulture, $"{request.Timestamp:D12}.{Convert.ToHexStringLower(digest)}");
    }
}
