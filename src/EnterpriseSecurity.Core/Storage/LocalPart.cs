using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>What a machine's folder has of a store: its copy of the descriptor, and the keys when a protector unlocks that.</summary>
internal sealed record LocalPart(StoreDescriptor Descriptor, byte[] Covered, KeyRing? Keys) : IDisposable
{
    /// <summary>Reads it.</summary>
    /// <exception cref="IntegrityException">The descriptor was changed by someone without the key.</exception>
    public static LocalPart Read(string folder, KeyProtector protector)
    {
        (StoreDescriptor descriptor, byte[] covered, byte[] mac) = StoreDescriptor.Read(folder);
        LocalPart part = new(descriptor, covered, SecurityStore.Unlock(descriptor, protector) is { } root ? new KeyRing(root, descriptor.Id) : null);
        try
        {
            if (part.Keys is not null) StoreDescriptor.Verify(part.Keys, folder, covered, mac);
            return part;
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }

    /// <summary>The root key, when the descriptor on the server is the same; null when it has to be unlocked anew.</summary>
    public SecretBuffer? TryRootFor(byte[] covered) => Keys is not null && covered.AsSpan().SequenceEqual(Covered) ? SecretBuffer.CopyOf(Keys.Root) : null;

    public void Dispose() => Keys?.Dispose();
}
