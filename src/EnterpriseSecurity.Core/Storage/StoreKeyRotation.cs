namespace EnterpriseSecurity.Storage;

/// <summary>The outcome of a rotation of the data keys.</summary>
/// <param name="Version">The version that new writes use.</param>
/// <param name="Reencrypted">How many records were written anew under it.</param>
/// <param name="Remaining">How many records still use an older one.</param>
public sealed record StoreKeyRotation(long Version, long Reencrypted, long Remaining);
