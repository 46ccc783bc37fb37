namespace EnterpriseSecurity.Keys;

/// <summary>A data key as a provider keeps it, wrapped under a key that comes from the root key.</summary>
/// <param name="Version">Counts all data keys of the store, from 1.</param>
/// <param name="Kind">What the key is.</param>
/// <param name="CreatedAt">Unix milliseconds.</param>
/// <param name="Wrapped">The sealed key.</param>
internal sealed record StoredDataKey(long Version, DataKeyKind Kind, long CreatedAt, byte[] Wrapped);
