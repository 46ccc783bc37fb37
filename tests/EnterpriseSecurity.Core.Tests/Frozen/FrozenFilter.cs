using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>
/// A filter of breached passwords is frozen without its index: a megabyte that follows from its entries, and most of it
/// hashes. Its header has the SHA-256 of the index, so that what is restored is read only if it is the same to the byte.
/// </summary>
internal static class FrozenFilter
{
    private const int HeaderSize = 64;
    private const int Buckets = 1 << 16;

    public static void Shorten(string path)
    {
        byte[] filter = File.ReadAllBytes(path);
        File.WriteAllBytes(path, [.. filter[..HeaderSize], .. filter[(HeaderSize + (16 * Buckets))..]]);
    }

    /// <summary>Puts the index back. Which bucket its one entry is of, the list beside it says that it was made from.</summary>
    public static void Restore(string path)
    {
        byte[] shortened = File.ReadAllBytes(path);
        byte[] entry = shortened[HeaderSize..];
        int bucketOfEntry = Convert.ToInt32(File.ReadAllText(Path.ChangeExtension(path, ".txt"))[..4], 16);
        byte[] index = new byte[16 * Buckets];
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            byte[] number = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(number, bucket);
            BinaryPrimitives.WriteInt64LittleEndian(index.AsSpan(16 * bucket), bucket > bucketOfEntry ? 1 : 0);
            SHA256.HashData([.. number, .. bucket == bucketOfEntry ? entry : []]).AsSpan(0, 8).CopyTo(index.AsSpan((16 * bucket) + 8));
        }

        File.WriteAllBytes(path, [.. shortened[..HeaderSize], .. index, .. entry]);
    }
}
