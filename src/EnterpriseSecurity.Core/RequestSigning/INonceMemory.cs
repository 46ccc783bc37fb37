namespace EnterpriseSecurity.RequestSigning;

/// <summary>Remembers the nonces of accepted requests for as long as they could be accepted again.</summary>
internal interface INonceMemory
{
    /// <summary>Adds a nonce when it is not there, as one step; nobody else can do so in between.</summary>
    /// <returns>Accepted, Replayed, or ReplayMemoryFull.</returns>
    RequestSignatureReason Add(CanonicalRequest request, DateTimeOffset now, DateTimeOffset expiresAt);
}
