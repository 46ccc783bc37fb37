namespace EnterpriseSecurity.RequestSigning;

/// <summary>Nonces in the memory of this process, a bounded number; when it is full, nothing is accepted until some expire.</summary>
internal sealed class ProcessNonces(int capacity = ProcessNonces.DefaultCapacity) : INonceMemory
{
    public const int DefaultCapacity = 100_000;

    private readonly HashSet<(string KeyId, long Timestamp, string Nonce)> _seen = [];
    private readonly PriorityQueue<(string KeyId, long Timestamp, string Nonce), DateTimeOffset> _byEnd = new();

    public RequestSignatureReason Add(CanonicalRequest request, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        (string, long, string) entry = (request.KeyId, request.Timestamp, request.Nonce);
        lock (_seen)
        {
            while (_byEnd.TryPeek(out (string KeyId, long Timestamp, string Nonce) oldest, out DateTimeOffset end) && end < now)
            {
                _seen.Remove(oldest);
                _byEnd.Dequeue();
            }

            if (_seen.Contains(entry)) return RequestSignatureReason.Replayed;
            if (_seen.Count >= capacity) return RequestSignatureReason.ReplayMemoryFull;
            _seen.Add(entry);
            _byEnd.Enqueue(entry, expiresAt);
            return RequestSignatureReason.Accepted;
        }
    }
}
