using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Cryptography;

/// <summary>
/// Argon2, version 0x13: RFC 9106. Memory-hard derivation of keys from passwords. The memory is wiped afterwards.
/// </summary>
public static class Argon2
{
    private const int Version = 0x13;
    private const int InitialHashSize = 64;
    private const int SmallestOutput = 4;
    private const int SmallestSalt = 8;

    /// <summary>Derives a key.</summary>
    /// <param name="variant">Argon2d, Argon2i or Argon2id.</param>
    /// <param name="password">The password; may be empty.</param>
    /// <param name="salt">At least 8 bytes.</param>
    /// <param name="parameters">The cost.</param>
    /// <param name="output">Takes the key: at least 4 bytes.</param>
    /// <param name="secret">A further key (pepper); may be empty.</param>
    /// <param name="associatedData">Data to bind; may be empty.</param>
    /// <exception cref="ArgumentException">A size or a cost is out of its range.</exception>
    public static void DeriveKey(
        Argon2Variant variant,
        ReadOnlySpan<byte> password,
        ReadOnlySpan<byte> salt,
        Argon2Parameters parameters,
        Span<byte> output,
        ReadOnlySpan<byte> secret = default,
        ReadOnlySpan<byte> associatedData = default)
    {
        Check(variant, salt, parameters, output);
        Span<byte> initial = stackalloc byte[InitialHashSize + 8];
        try
        {
            Initialise(variant, password, salt, parameters, output.Length, secret, associatedData, initial);
            using Argon2Memory memory = new(variant, parameters);
            for (int lane = 0; lane < parameters.Parallelism; lane++)
            {
                for (int column = 0; column < 2; column++)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(initial[InitialHashSize..], column);
                    BinaryPrimitives.WriteInt32LittleEndian(initial[(InitialHashSize + 4)..], lane);
                    Blake2bLong.Hash(initial, memory.BlockBytes(lane, column));
                }
            }

            memory.Fill();
            Blake2bLong.Hash(memory.CombineLastBlocks(), output);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(initial);
        }
    }

    private static void Check(Argon2Variant variant, ReadOnlySpan<byte> salt, Argon2Parameters parameters, Span<byte> output)
    {
        if (!Enum.IsDefined(variant)) throw new ArgumentException("Argon2 has the variants d, i and id.", nameof(variant));
        if (salt.Length < SmallestSalt) throw new ArgumentException($"The salt has at least {SmallestSalt} bytes.", nameof(salt));
        if (output.Length < SmallestOutput) throw new ArgumentException($"The output has at least {SmallestOutput} bytes.", nameof(output));
        if (parameters.Iterations < 1) throw new ArgumentException("There is at least one pass.", nameof(parameters));
        if (parameters.Parallelism is < 1 or > 0xFFFFFF) throw new ArgumentException("There are 1 to 16,777,215 lanes.", nameof(parameters));
        if (parameters.MemoryKiB < 8L * parameters.Parallelism) throw new ArgumentException("The memory is at least 8 KiB a lane.", nameof(parameters));
    }

    private static void Initialise(
        Argon2Variant variant,
        ReadOnlySpan<byte> password,
        ReadOnlySpan<byte> salt,
        Argon2Parameters parameters,
        int outputLength,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> associatedData,
        Span<byte> initial)
    {
        using SecretMemoryStream input = new();
        Span<byte> number = stackalloc byte[4];
        foreach (int value in (ReadOnlySpan<int>)[parameters.Parallelism, outputLength, parameters.MemoryKiB, parameters.Iterations, Version, (int)variant])
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, value);
            input.Write(number);
        }

        WriteField(input, password);
        WriteField(input, salt);
        WriteField(input, secret);
        WriteField(input, associatedData);
        Blake2b.Hash(input.Content, initial[..InitialHashSize]);
    }

    private static void WriteField(SecretMemoryStream input, ReadOnlySpan<byte> field)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, field.Length);
        input.Write(number);
        input.Write(field);
    }
}
